import { parseInstant } from '../encoding/time.ts'
import { conclude, type Report } from '../report.ts'
import { combineTrust } from '../trust/combine.ts'
import { parseTrust } from '../trust/parse.ts'
import type { TrustPart } from '../trust/part.ts'
import { readVds, verifyVds } from '../vds/index.ts'
import { type Corpus, Counter, type Files } from './corpus.ts'

interface Row {
  readonly file: string
  readonly format: 'VDS-NC' | 'none' | 'x509-der' | 'crl-der'
  readonly at?: string
  readonly trust?: readonly string[]
  readonly signature?: boolean
  readonly issuer?: string
  readonly type?: string
  readonly endToEnd?: string
  readonly alsoAccept?: readonly string[]
}

const kinds: { readonly [type: string]: string } = { 'icao.vacc': 'vaccination', 'icao.test': 'test' }

/** VDS-NC samples: verdict, issuer, kind and signature of each; certificates and lists that can be read. */
export const vds: Corpus = {
  name: 'vds',
  run: async (files) => {
    const counter = new Counter('vds')
    for (const row of JSON.parse(await files.text('vds/index.json')) as readonly Row[]) {
      if (row.at === undefined) {
        const part = await parseTrust(await files.bytes(`vds/${row.file}`), row.file)
        counter.expect(`${row.file}: read`, 'yes', part.ok ? 'yes' : part.refusal.code)
        continue
      }
      const report = await reportOn(row, files)
      counter.expect(`${row.file}: verdict`, [row.endToEnd ?? '', ...(row.alsoAccept ?? [])], report.verdict)
      if (row.format === 'none') continue
      const { issuer, entries } = report
      counter.expect(
        `${row.file}: content`,
        `${row.issuer} ${kinds[row.type ?? '']}`,
        `${issuer?.id} ${entries[0]?.kind}`,
      )
      const signed = report.checks.find(({ question }) => question === 'signature')?.result
      if (signed !== 'not-checked')
        counter.expect(`${row.file}: signature`, String(row.signature), String(signed === 'passed'))
    }
    return counter.tally
  },
}

async function reportOn({ file, at = '', trust = [] }: Row, files: Files): Promise<Report> {
  const parts: TrustPart[] = []
  for (const name of trust) {
    const part = await parseTrust(await files.bytes(`vds/${name}`), name)
    if (!part.ok) throw new Error(`${part.refusal.code}: ${name}`)
    parts.push(part.value)
  }
  const reading = readVds(await files.text(`vds/${file}`))
  if ('fault' in reading) return conclude(reading, { checks: [] })
  return await verifyVds(reading, await combineTrust(parts), parseInstant(at) ?? Number.NaN)
}
