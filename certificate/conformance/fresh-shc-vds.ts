import type { Reading } from '../certificate.ts'
import { parseInstant } from '../encoding/time.ts'
import { conclude, type Report } from '../report.ts'
import { readShc, verifyShc } from '../shc/index.ts'
import { combineTrust } from '../trust/combine.ts'
import { parseTrust } from '../trust/parse.ts'
import type { TrustPart } from '../trust/part.ts'
import type { TrustList } from '../trust/trust-list.ts'
import { readVds, verifyVds } from '../vds/index.ts'
import { type Corpus, Counter, type Files } from './corpus.ts'

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

/** The freshly signed SMART Health Cards and VDS-NC: verdict, and the holder where one is expected. A text of another format must not be taken for either family. */
export const freshShcVds: Corpus = {
  name: 'fresh: SHC and VDS-NC',
  run: async (files) => {
    const counter = new Counter('fresh: SHC and VDS-NC')
    const lines = (await files.text('fresh/cases.jsonl')).split('\n').filter((line) => line !== '')
    for (const each of lines.map((line) => JSON.parse(line) as Case)) {
      if (/^(?:shc-|vds-nc$)/.test(each.format)) {
        const { verdict, alsoAccept = [] } = each.expect
        counter.expect(each.id, [verdict, ...alsoAccept], await answerTo(each, files))
      } else
        for (const { family } of readings(each.text))
          counter.expect(each.id, 'another family', family ?? 'another family')
    }
    return counter.tally
  },
}

const readings = (text: string): readonly Reading[] => [readShc(text), readVds(text)]

async function answerTo(each: Case, files: Files): Promise<string> {
  const report = await reportOn(each, await trustOf(files, each.trust))
  const told = new Map<string, unknown>(Object.entries(report.holder ?? {}))
  const strange = Object.entries(each.expect.holder ?? {}).find(([member, value]) => told.get(member) !== value)
  return strange ? `another ${strange[0]}` : report.verdict
}

async function reportOn({ format, text, at }: Case, trust: TrustList): Promise<Report> {
  const now = parseInstant(at) ?? Number.NaN
  if (format === 'vds-nc') {
    const seal = readVds(text)
    return 'fault' in seal ? conclude(seal, { checks: [] }) : await verifyVds(seal, trust, now)
  }
  const card = readShc(text)
  return 'fault' in card ? conclude(card, { checks: [] }) : await verifyShc(card, trust, now)
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
