import { type Fault, guard } from '../fault.ts'
import type { Outcome } from '../record.ts'
import type { Crl } from '../signature/crl.ts'
import type { PublicKey } from '../signature/key.ts'
import type { X509 } from '../signature/x509.ts'
import type { Authority, Source, TrustedSigner, TrustList } from './trust-list.ts'

/** An entry of a list that was left out: why, and which one. */
export interface Skipped {
  readonly code: string
  readonly at: string
}

/** A signer of one file. Which authorities issued it is found out when the parts are combined. */
export interface PartSigner {
  readonly signer: TrustedSigner
  /** Null where it comes from a saved list: there `issuedBy` names places in the part. */
  readonly certificate: X509 | null
}

/** A token status list as it came, to be verified with the keys of its issuer. */
export interface StatusToken {
  readonly uri: string
  readonly token: string
}

/** What one file of trust material holds. What needs the rest of the trust to be checked is not yet checked. */
export interface TrustPart
  extends Pick<
    TrustList,
    'issuers' | 'dccRevocations' | 'shcRevocations' | 'certificateRevocations' | 'statusLists' | 'contexts'
  > {
  readonly sources: readonly Source[]
  readonly authorities: readonly Authority[]
  readonly signers: readonly PartSigner[]
  readonly crls: readonly Crl[]
  readonly statusTokens: readonly StatusToken[]
  /** Documents that a GDHCN list only refers to, by their DID. */
  readonly references: readonly string[]
  readonly skipped: readonly Skipped[]
}

/** What the caller knows beside the files. */
export interface TrustOptions {
  /** DID document of the key that signs GDHCN lists. Without it their proof is not checked. */
  readonly anchor?: unknown
  /** JSON-LD contexts by URL, for that proof. */
  readonly contexts?: { readonly [url: string]: unknown }
  /** Certificates (DER) by which countries sign what they upload: with them, every entry of a DGCG list must be signed by one of its own country. */
  readonly uploadCertificates?: readonly Uint8Array[]
  /** The key that signs a DGCG list as a whole (German form). With it, only such lists are accepted. */
  readonly listKey?: PublicKey
  /** Whose a plain key set is: URL or DID. */
  readonly issuer?: string
}

const empty: Omit<TrustPart, 'sources'> = {
  authorities: [],
  signers: [],
  issuers: [],
  dccRevocations: [],
  shcRevocations: [],
  certificateRevocations: [],
  statusLists: [],
  contexts: {},
  crls: [],
  statusTokens: [],
  references: [],
  skipped: [],
}

/** A part that came from one source. */
export const makePart = (source: Source, content: Partial<TrustPart>): TrustPart => ({
  ...empty,
  sources: [source],
  ...content,
})

/** A refusal of a whole file. */
export const refuse = (
  code: string,
  data: { readonly [key: string]: string | number | boolean | null },
): Outcome<never> => ({ ok: false, refusal: { code, data } })

interface Entries<T> {
  readonly found: readonly T[]
  readonly skipped: readonly Skipped[]
}

/** Reads every entry of a list; one that throws `Malformed` is left out and named by `nameOf`. */
export async function readEach<E, T>(
  entries: readonly E[],
  nameOf: (entry: E, at: number) => string,
  read: (entry: E) => T | Promise<T>,
): Promise<Entries<T>> {
  const found: T[] = []
  const skipped: Skipped[] = []
  for (const [at, entry] of entries.entries()) {
    const result = await attempt(() => read(entry))
    if ('fault' in result) skipped.push({ code: result.fault.code, at: nameOf(entry, at) })
    else found.push(result.value)
  }
  return { found, skipped }
}

/** `guard` for what takes its time. */
export async function attempt<T>(
  decode: () => T | Promise<T>,
): Promise<{ readonly value: T } | { readonly fault: Fault }> {
  try {
    return { value: await decode() }
  } catch (error) {
    return guard((): never => {
      throw error
    })
  }
}

/** Signers and authorities of a list that holds both. */
export function splitEntries(found: readonly (PartSigner | Authority)[]): Pick<TrustPart, 'signers' | 'authorities'> {
  return {
    signers: found.flatMap((each) => ('signer' in each ? [each] : [])),
    authorities: found.flatMap((each) => ('signer' in each ? [] : [each])),
  }
}
