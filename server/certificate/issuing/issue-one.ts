import type { Family, HealthRecord, IssueTerms, Outcome, Signer } from '@consular/certificate'
import { issue } from '@consular/certificate/issue'
import type { SdJwtExtras } from '@consular/certificate/sdjwt'

/** A certificate to be made: what it says, as which family, and who signs it. All of it can be sent to a thread. */
export interface IssueJob {
  readonly family: Family
  readonly health: HealthRecord
  readonly terms: IssueTerms
  readonly signer: Omit<Signer, 'sign'>
}

/** A certificate that was made, with its signature: some families have no other name for a list. */
export interface MadeCertificate {
  readonly text: string
  readonly file: string | null
  readonly signature: Uint8Array
}

/** Makes one certificate. Refuses with the library's reason why the family cannot say it. */
export async function issueOne(
  { family, health, terms, signer }: IssueJob,
  sign: Signer['sign'],
  sdJwt: SdJwtExtras | null = null,
): Promise<Outcome<MadeCertificate>> {
  let signature = new Uint8Array()
  const witnessed = async (bytes: Uint8Array): Promise<Uint8Array> => {
    signature = new Uint8Array(await sign(bytes))
    return signature
  }
  const means = { signers: { [family]: { ...signer, sign: witnessed } }, terms, ...(sdJwt && { sdJwt }) }
  const made = await issue(health, { families: [family] }, means)
  if (made.ok) return { ok: true, value: { text: made.value.text, file: made.value.file ?? null, signature } }
  const why = made.refusal.data?.[family]
  return { ok: false, refusal: { code: typeof why === 'string' ? why : made.refusal.code } }
}
