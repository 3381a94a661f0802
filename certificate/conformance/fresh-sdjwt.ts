import { parseInstant } from '../encoding/time.ts'
import { conclude } from '../report.ts'
import { type KeyBinding, readSdJwt, verifySdJwt } from '../sdjwt/index.ts'
import { combineTrust } from '../trust/combine.ts'
import { parseTrust } from '../trust/parse.ts'
import type { TrustPart } from '../trust/part.ts'
import type { TrustList } from '../trust/trust-list.ts'
import { type Corpus, Counter, type Files } from './corpus.ts'

interface Case {
  readonly id: string
  readonly format: string
  readonly text: string
  readonly at: string
  readonly trust: readonly string[]
  readonly keyBinding?: KeyBinding
  readonly expect: {
    readonly verdict: string
    readonly alsoAccept?: readonly string[]
    readonly holder?: { readonly [member: string]: string }
  }
}

/** The freshly signed SD-JWT VCs: verdict, and the holder where one is expected. A text of another format counts only if it is taken for this family. */
export const freshSdJwt: Corpus = {
  name: 'fresh: SD-JWT VC',
  run: async (files) => {
    const counter = new Counter('fresh: SD-JWT VC')
    const lines = (await files.text('fresh/cases.jsonl')).split('\n').filter((line) => line !== '')
    for (const each of lines.map((line) => JSON.parse(line) as Case)) {
      if (each.format === 'sd-jwt-vc') {
        const { verdict, alsoAccept = [] } = each.expect
        counter.expect(each.id, [verdict, ...alsoAccept], await answerTo(each, files))
      } else if (readSdJwt(each.text).family !== null) counter.expect(each.id, 'no SD-JWT', 'SD-JWT')
    }
    return counter.tally
  },
}

async function answerTo({ text, at, trust, keyBinding, expect }: Case, files: Files): Promise<string> {
  const reading = readSdJwt(text)
  const now = parseInstant(at) ?? Number.NaN
  const report =
    'fault' in reading
      ? conclude(reading, { checks: [] })
      : await verifySdJwt(reading, await trustOf(files, trust), now, keyBinding ? { keyBinding } : {})
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
