import { parseInstant } from '../encoding/time.ts'
import { read } from '../read.ts'
import { noTrust } from '../trust/trust-list.ts'
import { verify } from '../verify.ts'
import { type Corpus, Counter } from './corpus.ts'

interface Case {
  readonly id: string
  readonly format: string
  readonly text: string
  readonly at: string
  readonly expect: { readonly verdict: string; readonly alsoAccept?: readonly string[] }
}

/** Texts that are no health certificate, but could come before a scanner: no family may take them for its own. */
export const freshNone: Corpus = {
  name: 'fresh: no certificate',
  run: async (files) => {
    const counter = new Counter('fresh: no certificate')
    const lines = (await files.text('fresh/cases.jsonl')).split('\n').filter((line) => line !== '')
    for (const { id, format, text, at, expect } of lines.map((line) => JSON.parse(line) as Case)) {
      if (format !== 'none') continue
      const report = await verify(read(text), noTrust, parseInstant(at) ?? Number.NaN)
      counter.expect(id, [expect.verdict, ...(expect.alsoAccept ?? [])], report.verdict)
    }
    return counter.tally
  },
}
