import { toUtf8 } from '../encoding/utf8.ts'
import { type ReadCodesOptions, readCodes } from '../qr/index.ts'
import { read } from '../read.ts'
import { sha256 } from '../signature/sha256.ts'
import { type Corpus, Counter } from './corpus.ts'

interface Row {
  readonly file: string
  readonly textSha256: string
  readonly textLength: number
  readonly issuer: string
  readonly kid: string
  readonly type: string
  readonly structure: 'ok' | 'multiple-statements'
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const kinds: { readonly [letter: string]: string } = { v: 'vaccination', t: 'test', r: 'recovery' }

/** What is to come of reading a text: several statements in one certificate are refused. */
const expected = ({ issuer, kid, type, structure }: Row): string =>
  structure === 'ok' ? `${issuer} ${kid} ${kinds[type] ?? type}` : 'malformed'

function described(text: string): string {
  const reading = read(text)
  if ('fault' in reading) return reading.fault.verdict
  const kind = reading.entries.map((entry) => entry.kind).join('+')
  return `${reading.issuer.country} ${reading.issuer.keyId} ${kind}`
}

/** The real pictures: each is read to the text of the index, and each text decoded. A browser page says where the reader's program lies. */
export const qrCorpus = (options: ReadCodesOptions = {}): Corpus => ({
  name: 'qr',
  run: async (files) => {
    const counter = new Counter('qr')
    for (const row of JSON.parse(await files.text('qr/index.json')) as Row[]) {
      const codes = await readCodes(await files.bytes(`qr/${row.file}`), options)
      const code = codes.find(({ text }) => hex(sha256(toUtf8(text))) === row.textSha256)
      counter.expect(`${row.file}: text`, row.textSha256, code ? row.textSha256 : `${codes.length} other codes`)
      counter.expect(`${row.file}: content`, expected(row), code ? described(code.text) : 'not read')
    }
    return counter.tally
  },
})
