import { toBase45 } from '../encoding/base45.ts'
import { fromBase64url } from '../encoding/base64.ts'
import type { CborValue } from '../encoding/cbor.ts'
import { writeCbor } from '../encoding/cbor-write.ts'
import type { Outcome, Signer } from '../record.ts'
import { coseAlgorithmId, writeSign1 } from '../signature/cose.ts'
import { type CwtClaims, keyIdLength, labels } from './read.ts'

/**
 * Signs a few claims about one person as the text of a QR code: a CWT (RFC 8392) in COSE_Sign1, base45 behind a prefix that says what it is. `signer.keyId` is the thumbprint of the key
 * (RFC 7638); its first twelve characters name it in the token. Refuses `signer.algorithm`.
 */
export async function issueCwt(prefix: string, claims: CwtClaims, signer: Signer): Promise<Outcome<string>> {
  const algorithmId = signer.algorithm === 'ES256' ? coseAlgorithmId(signer.algorithm) : null
  if (algorithmId === null)
    return { ok: false, refusal: { code: 'signer.algorithm', data: { algorithm: signer.algorithm } } }
  const payload = writeCbor(
    new Map<number, CborValue>([
      [labels.issuer, claims.issuer],
      [labels.subject, claims.subject],
      [labels.expires, Math.floor(claims.expiresAt / 1000)],
      [labels.issued, Math.floor(claims.issuedAt / 1000)],
      ...claims.own,
    ]),
  )
  const keyId = fromBase64url(signer.keyId.slice(0, keyIdLength))
  const message = await writeSign1(payload, { algorithmId, keyId }, signer.sign)
  return { ok: true, value: prefix + toBase45(message) }
}
