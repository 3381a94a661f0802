import type { CborValue } from '../encoding/cbor.ts'
import { guard } from '../fault.ts'
import { readDcc } from '../hcert/dcc.ts'
import { type Corpus, Counter } from './corpus.ts'

/**
 * The examples of the DCC schema 1.3.3: a valid payload is read without a word, an invalid one refused, or read with a warning (`dcc.*`) where real certificates
 * are so.
 */
export const schema: Corpus = {
  name: 'schema',
  run: async (files) => {
    const counter = new Counter('schema')
    const rows = JSON.parse(await files.text('schema/index.json')) as { file: string; expect: string }[]
    for (const { file, expect } of rows) {
      const content = JSON.parse(await files.text(`schema/${file}`)) as CborValue
      const statement = guard(() => readDcc(content))
      const isValid = !('fault' in statement) && !statement.warnings.some(({ code }) => code.startsWith('dcc.'))
      counter.expect(file, expect, isValid ? 'valid' : 'invalid')
    }
    return counter.tally
  },
}
