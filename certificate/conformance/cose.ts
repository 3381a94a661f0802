import { toBase64url } from '../encoding/base64.ts'
import { readCbor } from '../encoding/cbor.ts'
import { guard, Malformed } from '../fault.ts'
import { parseSign1, toBeSigned } from '../signature/cose.ts'
import { publicKeyFromJwk } from '../signature/jwk.ts'
import { schemeOf } from '../signature/key.ts'
import { verifyScheme } from '../signature/verify.ts'
import { type Corpus, Counter } from './corpus.ts'

interface Row {
  readonly file: string
  readonly alg: 'ES256' | 'ES384' | 'ES512'
  readonly expect: 'pass' | 'fail'
  readonly tagged: boolean
}

interface Case {
  readonly input: {
    readonly sign0: { readonly key: { readonly [member: string]: string }; readonly external?: string }
  }
  readonly intermediates: { readonly ToBeSign_hex: string }
  readonly output: { readonly cbor: string }
}

/** The COSE working group's examples of COSE_Sign1, and the CWT of RFC 8392, A.3. */
export const cose: Corpus = {
  name: 'cose',
  run: async (files) => {
    const counter = new Counter('cose')
    for (const row of JSON.parse(await files.text('cose/index.json')) as Row[]) {
      const each = JSON.parse(await files.text(`cose/${row.file}`)) as Case
      counter.expect(row.file, row.expect, (await verifies(each, row.alg)) ? 'pass' : 'fail')
      if (row.expect === 'pass')
        counter.expect(`${row.file}: signed bytes`, each.intermediates.ToBeSign_hex, signedHex(each))
    }
    return counter.tally
  },
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const messageOf = ({ output }: Case) => parseSign1(fromHex(output.cbor))
const dataOf = (each: Case): Uint8Array => toBeSigned(messageOf(each), fromHex(each.input.sign0.external ?? ''))

function signedHex(each: Case): string {
  const data = guard(() => dataOf(each))
  return 'fault' in data ? data.fault.code : hex(data)
}

/**
 * The application knows the algorithm here, so a header without one is let pass, but never another one. Curve and hash go apart, as in RFC 8152, 8.1: P-256 with
 * SHA-512 is one of the examples, which no profile of health certificates allows.
 */
async function verifies(each: Case, algorithm: Row['alg']): Promise<boolean> {
  const parts = guard(() => ({ message: messageOf(each), data: dataOf(each), key: publicKeyFromJwk(jwkOf(each)) }))
  if ('fault' in parts) return false
  const { message, data, key } = parts
  if (message.algorithm !== null && message.algorithm !== algorithm) return false
  // The payload of the CWT must be a map of claims too.
  if (each.input.sign0.key['x_hex'] !== undefined && !isClaims(message.payload)) return false
  return await verifyScheme(key, schemeOf[algorithm], data, message.signature)
}

function isClaims(payload: Uint8Array): boolean {
  const claims = guard(() => {
    const value = readCbor(payload)
    if (!(value instanceof Map)) throw new Malformed('cwt.structure')
    return value
  })
  return !('fault' in claims) && claims.get(1) === 'coap://as.example.com'
}

/** A key whose coordinates may be written in hex. */
function jwkOf({ input }: Case): unknown {
  const { kty, crv, x, y, x_hex: xHex, y_hex: yHex } = input.sign0.key
  return {
    kty,
    crv,
    x: xHex === undefined ? x : toBase64url(fromHex(xHex)),
    y: yHex === undefined ? y : toBase64url(fromHex(yHex)),
  }
}
