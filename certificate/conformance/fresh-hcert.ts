import { parseInstant } from '../encoding/time.ts'
import { readHcert } from '../hcert/index.ts'
import { combineTrust } from '../trust/combine.ts'
import { parseTrust } from '../trust/parse.ts'
import type { TrustPart } from '../trust/part.ts'
import type { TrustList } from '../trust/trust-list.ts'
import { type Corpus, Counter, type Files } from './corpus.ts'
import { reportOn } from './hcert-verdict.ts'

interface Case {
  readonly id: string
  readonly format: string
  readonly text: string
  readonly at: string
  readonly trust: readonly string[]
  readonly expect: {
    readonly verdict: string
    readonly alsoAccept?: readonly string[]
    readonly holder?: { readonly [member: string]: string }
  }
}

/** The freshly signed EU DCC, DDCC and ICVP: verdict, family, and the holder where one is expected. Texts of other formats must not be taken for these. */
export const freshHcert: Corpus = {
  name: 'fresh: HCERT',
  run: async (files) => {
    const counter = new Counter('fresh: HCERT')
    const lines = (await files.text('fresh/cases.jsonl')).split('\n').filter((line) => line !== '')
    for (const each of lines.map((line) => JSON.parse(line) as Case)) {
      if (each.format.startsWith('hcert-')) {
        const { verdict, alsoAccept = [] } = each.expect
        counter.expect(each.id, [verdict, ...alsoAccept], await answerTo(each, files))
      } else if (readHcert(each.text).family !== null) counter.expect(each.id, 'no HCERT', 'HCERT')
    }
    return counter.tally
  },
}

const familyOf: { readonly [format: string]: string } = {
  'hcert-dcc': 'eu-dcc',
  'hcert-ddcc': 'ddcc',
  'hcert-icvp': 'icvp',
}

async function answerTo({ text, at, trust, format, expect }: Case, files: Files): Promise<string> {
  const report = await reportOn(text, await trustOf(files, trust), parseInstant(at) ?? Number.NaN)
  if (expect.verdict === 'valid' && report.family !== familyOf[format]) return `family ${report.family}`
  const told = new Map<string, unknown>(Object.entries(report.holder ?? {}))
  const strange = Object.entries(expect.holder ?? {}).find(([member, value]) => told.get(member) !== value)
  return strange ? `another ${strange[0]}` : report.verdict
}

async function trustOf(files: Files, paths: readonly string[]): Promise<TrustList> {
  const parts: TrustPart[] = []
  for (const path of paths) {
    const part = await parseTrust(await files.bytes(`fresh/${path}`), path)
    if (!part.ok) throw new Error(`${part.refusal.code}: ${path}`)
    parts.push(part.value)
  }
  return await combineTrust(parts)
}
