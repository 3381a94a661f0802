import type { AnyCertificate, Reading } from '@consular/certificate'
import { type Acceptance, acceptancesOf, type ClaimPath, disclosuresOf, present } from '@consular/certificate/sdjwt'
import { type Result, refuse } from '@consular/domain/shared'
import { now } from '../shell/clock.ts'
import { holderSigner } from './holder-key.ts'

/** What a verifier asked to be signed: who it is, and a nonce of this moment. */
export interface Asked {
  readonly audience: string
  readonly nonce: string
}

/** Where no verifier asked: the presentation says so, and carries the moment at which it was made. */
const nobody = 'urn:consular-cloud:audience:anyone'

/** The verifier and its nonce in a request of OpenID4VP, as a link or a code shows it; null where there is none. */
export function askedBy(text: string): Asked | null {
  try {
    const { searchParams } = new URL(text.trim())
    const [audience, nonce] = [searchParams.get('client_id'), searchParams.get('nonce')]
    return audience && nonce ? { audience, nonce } : null
  } catch {
    return null
  }
}

/** The rule sets that a certificate says are met, with the place of each. */
export const acceptances = (reading: Reading<AnyCertificate>): readonly Acceptance[] =>
  'fault' in reading ? [] : acceptancesOf(reading.payload)

const first = (paths: ReadonlySet<string>, ...names: readonly string[]): ClaimPath[] => {
  const name = names.find((each) => paths.has(each))
  return name === undefined ? [] : [[name]]
}

/** What is shown beside the answer: the name as the passport prints it, and the year of birth; nothing else. */
function personPaths(text: string): readonly ClaimPath[] {
  const all = disclosuresOf(text)
  const known = new Set(
    all.ok ? all.value.filter(({ path }) => path.length === 1).map(({ path }) => String(path[0])) : [],
  )
  return [
    ...first(known, 'standard_family_name', 'family_name'),
    ...first(known, 'standard_given_name', 'given_name'),
    ...first(known, 'birth_year'),
  ]
}

const random = (): string => crypto.randomUUID()

/**
 * The smallest presentation: name and year of birth, and with `acceptance` that one rule set is met; signed by the holder’s key of this phone, now. Refuses `wallet.other-phone` where that key is on
 * another one, and the codes of the library.
 */
export async function makePass(
  text: string,
  payload: unknown,
  { acceptance, asked }: { readonly acceptance: number | null; readonly asked: Asked | null },
): Promise<Result<string>> {
  const { cnf } = payload as { readonly cnf?: { readonly jwk?: unknown } }
  const sign = await holderSigner(cnf?.jwk)
  if (!sign) return refuse('wallet.other-phone')
  const { audience, nonce } = asked ?? { audience: nobody, nonce: random() }
  const disclose = [...personPaths(text), ...(acceptance === null ? [] : [['acceptance', acceptance]])]
  const made = await present(text, {
    disclose,
    keyBinding: { audience, nonce, issuedAt: now().epochMilliseconds, sign },
  })
  return made.ok ? made : refuse(made.refusal.code)
}
