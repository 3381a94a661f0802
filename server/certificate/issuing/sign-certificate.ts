import type { IssuedFamily } from '@consular/api'
import { type Entry, type HealthRecord, type Outcome, read } from '@consular/certificate'
import type { Acceptance, SdJwtExtras } from '@consular/certificate/sdjwt'
import { expiryOf, findAcceptance, type Span } from '@consular/domain/issuing'
import { type CertifiedRecord, toHealthRecord } from '@consular/domain/record'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../../context.ts'
import type { ActiveSigner } from '../keys/certificate-keys.ts'
import { statusPath } from '../keys/publish.ts'
import { ruleBook } from '../publish-trust.ts'
import { listHash, newRid, newUvci, saltedDigest } from './identifiers.ts'
import { type IssueJob, issueOne, type MadeCertificate } from './issue-one.ts'
import { issueTogether } from './issue-together.ts'
import type { SigningKeys } from './signing-keys.ts'

/** A public key of a holder's phone (JWK, P-256). */
export interface HolderKey {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

/** What is to be certified, and as what. */
export interface Wanted {
  readonly records: readonly CertifiedRecord[]
  /** In order: the first that can say it is made. */
  readonly families: readonly IssuedFamily[]
  readonly holderKey: HolderKey | null
  readonly keys: SigningKeys
  /** A free place of the status list; asked for where one is needed. */
  readonly place: () => Promise<number>
}

/** A certificate, signed, with what is kept of it. */
export interface SignedCertificate {
  readonly family: IssuedFamily
  readonly text: string
  readonly file: string | null
  readonly keyId: string
  readonly listHash: Buffer | null
  readonly rid: string | null
  readonly place: number | null
  readonly salt: Buffer
  readonly digest: Buffer
  readonly issuedAt: Temporal.Instant
  readonly expiresAt: Temporal.Instant
  readonly passed: readonly { readonly family: IssuedFamily; readonly code: string }[]
}

/** Signs a certificate of the first family that can say what the records hold. Nothing is stored. Refuses `record.other-person`, `record.product-unknown`, `keys.none`, `keys.locked`, and `certificate.no-family` with each family's reason. */
export async function signCertificate(context: Context, wanted: Wanted): Promise<Result<SignedCertificate>> {
  const passed: { family: IssuedFamily; code: string }[] = []
  for (const family of wanted.families) {
    const health = toHealthRecord(wanted.records, context.vaccines, family)
    if (!health.ok) return health
    const made = await signAs(context, { family, health: health.value, wanted })
    if (made.ok) return ok({ ...made.value, passed })
    passed.push({ family, code: made.refusal.code })
  }
  const lacking = passed.find(({ code }) => code.startsWith('keys.'))
  // Where a key is missing the family might have done: that is for the operator, and not a fault of the record.
  if (lacking && passed.every(({ code }) => code.startsWith('keys.'))) return refuse(lacking.code)
  return refuse('certificate.no-family', Object.fromEntries(passed.map(({ family, code }) => [family, code])))
}

interface Attempt {
  readonly family: IssuedFamily
  readonly health: HealthRecord
  readonly wanted: Wanted
}

async function signAs(
  context: Context,
  { family, health, wanted }: Attempt,
): Promise<Result<Omit<SignedCertificate, 'passed'>>> {
  const { keys } = wanted
  const [first] = health.entries as readonly [Entry]
  const [signer, index] = [await keys.signerFor(family, first.kind), await keys.index()]
  if (!signer.ok || !index) return refuse(signer.ok ? 'keys.none' : signer.refusal.code)
  const names = await namesFor(context, { family, country: signer.value.country, wanted })
  const issuedAt = context.now()
  const expiresAt = expiryOf(family, health.entries, { issuedAt, keyUntil: signer.value.until })
  const terms = {
    issuedAt: issuedAt.epochMilliseconds,
    expiresAt: expiresAt.epochMilliseconds,
    id: names.rid ?? names.id,
  }
  const making: Making = { job: { family, health, terms }, signer: signer.value }
  const sdJwt = extrasOf(context, wanted, { place: names.place, uri: index.identity.address + statusPath })
  const made = sdJwt
    ? await makeSelective(context, making, {
        sdJwt,
        span: { from: issuedAt, until: expiresAt, issuerCountry: signer.value.country },
      })
    : await make(making)
  if (!made.ok) return refuse(made.refusal.code)
  const { text, file, signature } = made.value
  const salt = Buffer.from(context.random(new Uint8Array(16)))
  return ok({
    family,
    text,
    file,
    keyId: signer.value.keyId,
    listHash: listed(family, names.id, signature),
    rid: names.rid,
    place: names.place,
    salt,
    digest: saltedDigest(salt, text),
    issuedAt,
    expiresAt,
  })
}

interface Making {
  readonly job: Omit<IssueJob, 'signer'>
  readonly signer: ActiveSigner
}

/** Makes a certificate: on a thread with the rest of its batch, where the key lies in this process. */
const make = ({ job, signer: { sign, aside, ...signer } }: Making): Promise<Outcome<MadeCertificate>> =>
  aside ? issueTogether({ ...job, ...aside }) : issueOne({ ...job, signer }, sign)

/** Makes a certificate of selective disclosure. What a verifier would read is asked of the rules; only then is it known what the certificate may say of them. */
async function makeSelective(
  context: Context,
  { job, signer: { sign, ...signer } }: Making,
  { sdJwt, span }: { readonly sdJwt: SdJwtExtras; readonly span: Span },
): Promise<Outcome<MadeCertificate>> {
  const plain = await issueOne({ ...job, signer }, sign, sdJwt)
  const acceptance = plain.ok ? await acceptanceOf(context, plain.value.text, span) : []
  return acceptance.length > 0 ? issueOne({ ...job, signer }, sign, { ...sdJwt, acceptance }) : plain
}

/** An ICVP has no identifier of its own: lists name it by its signature, of which only r counts, for anybody can negate s. */
function listed(family: IssuedFamily, id: string, signature: Uint8Array): Buffer | null {
  if (family === 'shc' || family === 'sd-jwt-vc') return null
  return family === 'icvp' ? listHash(signature.subarray(0, signature.length / 2)) : listHash(id)
}

interface Names {
  readonly id: string
  readonly rid: string | null
  readonly place: number | null
}

/** By what the certificate can be told from others: each family has one way, and no two certificates share any. */
async function namesFor(
  { random }: Context,
  { family, country, wanted }: { readonly family: IssuedFamily; readonly country: string; readonly wanted: Wanted },
): Promise<Names> {
  return {
    id: newUvci(country, random),
    rid: family === 'shc' ? newRid(random) : null,
    place: family === 'sd-jwt-vc' ? await wanted.place() : null,
  }
}

function extrasOf(
  { random }: Context,
  { holderKey }: Wanted,
  { place, uri }: { readonly place: number | null; readonly uri: string },
): SdJwtExtras | null {
  if (place === null) return null
  return { random, status: { uri, index: place }, ...(holderKey && { holderKey: { ...holderKey } }) }
}

async function acceptanceOf(context: Context, text: string, span: Span): Promise<readonly Acceptance[]> {
  const book = await ruleBook(context)
  const reading = book.rules.length === 0 ? null : read(text)
  return reading === null || 'fault' in reading ? [] : findAcceptance(reading, book, span)
}
