import { toBase45 } from '../encoding/base45.ts'
import { fromBase64 } from '../encoding/base64.ts'
import type { CborValue } from '../encoding/cbor.ts'
import { writeCbor } from '../encoding/cbor-write.ts'
import { deflateZlib } from '../encoding/deflate.ts'
import { guard } from '../fault.ts'
import type { HealthRecord, IssueTerms, Outcome, Signer } from '../record.ts'
import { coseAlgorithmId, writeSign1 } from '../signature/cose.ts'
import { type Document, refuse, type Wanted } from './document.ts'
import { prefix } from './envelope.ts'
import { dccPayload } from './issue-dcc.ts'
import { ddccPayload } from './issue-ddcc.ts'
import { icvpPayload } from './issue-icvp.ts'

/**
 * Issues an EU Digital COVID Certificate (schema 1.3.3, written as 1.3.0) as the text of its QR code. Refusals: those of the envelope (`signer.algorithm`,
 * `signer.key-id`, `signer.country`, `terms.period`), `record.no-entries`, `record.one-entry`, `record.id` (no UVCI), `record.birth-date`, `record.name`,
 * `names.*`, `record.disease`, `record.product` (no code in the value set), `record.dose`, `record.date`, `record.country`, `record.issuer`, `record.test-type`,
 * `record.device`, `record.result`.
 */
export const issueDcc = (record: HealthRecord, signer: Signer, terms: IssueTerms): Promise<Outcome<string>> =>
  issueAs(dccPayload, { record, signer, terms })

/**
 * Issues a WHO DDCC, vaccination or test, as the text of its QR code. Refusals as of `issueDcc`, and `record.kind` (recovery has no place in it), `record.lot`
 * (a vaccination needs its batch).
 */
export const issueDdcc = (record: HealthRecord, signer: Signer, terms: IssueTerms): Promise<Outcome<string>> =>
  issueAs(ddccPayload, { record, signer, terms })

/**
 * Issues an International Certificate of Vaccination or Prophylaxis (DVCMin, a proposal of WHO) as the text of its QR code. Refusals as of `issueDdcc`;
 * `record.product` where the vaccine is not named by WHO's product catalogue.
 */
export const issueIcvp = (record: HealthRecord, signer: Signer, terms: IssueTerms): Promise<Outcome<string>> =>
  issueAs(icvpPayload, { record, signer, terms })

/** Makes the payload of a family. */
type PayloadMaker = (wanted: Wanted) => Outcome<Document> | Promise<Outcome<Document>>

async function issueAs(makePayload: PayloadMaker, wanted: Wanted): Promise<Outcome<string>> {
  const { record, signer, terms } = wanted
  const algorithmId =
    signer.algorithm === 'ES256' || signer.algorithm === 'PS256' ? coseAlgorithmId(signer.algorithm) : null
  if (algorithmId === null) return refuse('signer.algorithm', { algorithm: signer.algorithm })
  const keyId = guard(() => fromBase64(signer.keyId))
  if ('fault' in keyId || keyId.length !== 8) return refuse('signer.key-id', { keyId: signer.keyId })
  if (!/^[A-Z]{2}$/.test(signer.country)) return refuse('signer.country', { country: signer.country })
  // HCERT specification 1.0.5, 3.3.3: the end of the period is mandatory.
  if (!Number.isFinite(terms.issuedAt) || !Number.isFinite(terms.expiresAt) || terms.expiresAt <= terms.issuedAt)
    return refuse('terms.period')
  if (record.entries.length !== 1) return refuse(record.entries.length === 0 ? 'record.no-entries' : 'record.one-entry')
  const made = await makePayload(wanted)
  if (!made.ok) return made
  const payload = writeCbor(claimsOf(made.value, wanted))
  const message = await writeSign1(payload, { algorithmId, keyId }, signer.sign)
  return { ok: true, value: prefix + toBase45(deflateZlib(message)) }
}

/** Claims of RFC 8392: issuer, end, beginning, and the health certificate. Parts of a second are dropped. */
function claimsOf({ kind, payload }: Document, { signer, terms }: Wanted): CborValue {
  return new Map<number, CborValue>([
    [1, signer.country],
    [4, Math.floor(terms.expiresAt / 1000)],
    [6, Math.floor(terms.issuedAt / 1000)],
    [-260, new Map([[kind, payload]])],
  ])
}
