import type { Family } from './certificate.ts'
import type { DivocTerms } from './divoc/index.ts'
import type { HealthRecord, IssueTerms, Outcome, Refusal, Signer } from './record.ts'
import type { SdJwtExtras } from './sdjwt/index.ts'

/** What the person, or her country of arrival, would have. */
export interface Wish {
  /** In order of preference: the first that can say what the record holds is issued. */
  readonly families: readonly Family[]
}

/** With what certificates are issued. */
export interface Means {
  readonly signers: { readonly [family in Family]?: Signer }
  readonly terms: IssueTerms
  /** Identifiers in the form of a family (a UVCI, a `rid`), where `terms.id` does not suit it. */
  readonly ids?: { readonly [family in Family]?: string }
  /** Needed for `sd-jwt-vc`. */
  readonly sdJwt?: SdJwtExtras
  /** Needed for `divoc`. */
  readonly divoc?: Omit<DivocTerms, keyof IssueTerms>
}

/** Why a family that was wished for could not be issued. */
export interface FamilyRefusal {
  readonly family: Family
  readonly refusal: Refusal
}

/** A certificate, and what was tried before. */
export interface Issued {
  readonly family: Family
  /** The text for a code, or for the wallet. */
  readonly text: string
  /** The same as a file of the family, where it has such a form: `.smart-health-card`, JSON-LD. */
  readonly file?: string
  readonly refused: readonly FamilyRefusal[]
}

type Made = Pick<Issued, 'text' | 'file'>
type Issuer = (record: HealthRecord, signer: Signer, means: Means) => Promise<Outcome<Made>>

const plain = (outcome: Outcome<string>): Outcome<Made> =>
  outcome.ok ? { ok: true, value: { text: outcome.value } } : outcome

const refuse = (code: string): Outcome<never> => ({ ok: false, refusal: { code } })

/** Each family is loaded when it is first wished for. */
const issuers: { readonly [family in Family]: Issuer } = {
  'eu-dcc': async (record, signer, { terms }) => {
    const { issueDcc } = await import('./hcert/index.ts')
    return plain(await issueDcc(record, signer, terms))
  },
  ddcc: async (record, signer, { terms }) => {
    const { issueDdcc } = await import('./hcert/index.ts')
    return plain(await issueDdcc(record, signer, terms))
  },
  icvp: async (record, signer, { terms }) => {
    const { issueIcvp } = await import('./hcert/index.ts')
    return plain(await issueIcvp(record, signer, terms))
  },
  shc: async (record, signer, { terms }) => {
    const { issueShc } = await import('./shc/index.ts')
    const card = await issueShc(record, signer, terms)
    if (!card.ok) return card
    const { text, jws } = card.value
    return { ok: true, value: { text, file: JSON.stringify({ verifiableCredential: [jws] }) } }
  },
  'vds-nc': async (record, signer, { terms }) => {
    const { issueVds } = await import('./vds/index.ts')
    return plain(await issueVds(record, signer, terms))
  },
  divoc: async (record, signer, { terms, divoc }) => {
    if (!divoc) return refuse('terms.contexts')
    const { issueDivoc } = await import('./divoc/index.ts')
    const made = await issueDivoc(record, signer, { ...terms, ...divoc })
    return made.ok ? { ok: true, value: { text: made.value.text, file: made.value.credential } } : made
  },
  'sd-jwt-vc': async (record, signer, { terms, sdJwt }) => {
    if (!sdJwt) return refuse('terms.random')
    const { issueSdJwt } = await import('./sdjwt/index.ts')
    return plain(await issueSdJwt(record, signer, terms, sdJwt))
  },
}

/**
 * Issues a certificate of the first family wished for that can say what the record holds: a product without a code in the EU value set falls back to a family
 * that can name it. Answers which family it was, and why those before it refused. Where none can, refuses `issue.no-family` with each family's code as data
 * (`signer.missing`, `terms.random`, `terms.contexts`, or the family's own).
 */
export async function issue(record: HealthRecord, { families }: Wish, means: Means): Promise<Outcome<Issued>> {
  const refused: FamilyRefusal[] = []
  for (const family of families) {
    const made = await tryFamily(family, record, means)
    if (made.ok) return { ok: true, value: { family, ...made.value, refused } }
    refused.push({ family, refusal: made.refusal })
  }
  const data = Object.fromEntries(refused.map(({ family, refusal }) => [family, refusal.code]))
  return { ok: false, refusal: { code: 'issue.no-family', data } }
}

function tryFamily(family: Family, record: HealthRecord, means: Means): Promise<Outcome<Made>> {
  const signer = means.signers[family]
  if (!signer) return Promise.resolve(refuse('signer.missing'))
  const terms = { ...means.terms, id: means.ids?.[family] ?? means.terms.id }
  return issuers[family](record, signer, { ...means, terms })
}
