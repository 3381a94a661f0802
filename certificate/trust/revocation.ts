import { bytesOf, formOf, groupByText } from './group.ts'
import type { CertificateRevocation, DccRevocation, ShcRevocation, StatusList, TrustList } from './trust-list.ts'

/** Whether something is on a list; `no-data` where there is no list that would tell. */
export type Listed = 'listed' | 'not-listed' | 'no-data'

interface Batch {
  readonly of: DccRevocation
  readonly hashes: Uint8Array
}

interface CertificateIndex {
  readonly list: CertificateRevocation
  readonly serials: ReadonlySet<string>
}

interface Index {
  /** By key id, and by country for those that concern a whole one. */
  readonly batches: ReadonlyMap<string, readonly Batch[]>
  readonly cards: ReadonlyMap<string, readonly ShcIndex[]>
  readonly certificates: ReadonlyMap<string, readonly CertificateIndex[]>
  readonly statuses: ReadonlyMap<string, readonly StatusIndex[]>
}

interface ShcIndex {
  readonly issuer: string | null
  readonly revoked: ReadonlyMap<string, number | null>
}

interface StatusIndex {
  readonly of: StatusList
  readonly bytes: Uint8Array
}

const indexes = new WeakMap<TrustList, Index>()

function indexOf(trust: TrustList): Index {
  const known = indexes.get(trust)
  if (known) return known
  const batches = trust.dccRevocations.map((of) => ({ of, hashes: bytesOf(of.hashes) }))
  const made = {
    batches: groupByText(batches, ({ of }) => (of.keyId === null ? `country ${of.country}` : of.keyId)),
    cards: groupByText(trust.shcRevocations.map(cardsOf), ({ keyId }) => keyId),
    certificates: groupByText(
      trust.certificateRevocations.map((list) => ({ list, serials: new Set(list.serials) })),
      ({ list }) => formOf(bytesOf(list.issuer)),
    ),
    statuses: groupByText(
      trust.statusLists.map((of) => ({ of, bytes: bytesOf(of.list) })),
      ({ of }) => of.uri,
    ),
  }
  indexes.set(trust, made)
  return made
}

/** An entry for always outweighs one with an instant, a later instant an earlier one. */
function cardsOf({ keyId, issuer, revoked }: ShcRevocation): ShcIndex & { readonly keyId: string } {
  const index = new Map<string, number | null>()
  for (const { rid, before } of revoked) {
    const known = index.get(rid)
    if (known === null) continue
    index.set(rid, before === null || known === undefined ? before : Math.max(before, known))
  }
  return { keyId, issuer, revoked: index }
}

/** What is asked about a DCC: whose it is, and its hashes (first 16 bytes of SHA-256), each computed only where a list of its kind exists. */
export interface DccQuestion {
  readonly keyId: string
  readonly country: string
  readonly hashes: { readonly [kind in DccRevocation['kind']]?: () => Uint8Array }
}

/** Is a DCC on a hash list of its signer, or of its signer's whole country? A list that has expired is as gone (Commission Implementing Decision (EU) 2022/483). */
export function isDccRevoked(trust: TrustList, { keyId, country, hashes }: DccQuestion, now: number): Listed {
  if (trust.dccRevocations.length === 0) return 'no-data'
  const { batches } = indexOf(trust)
  const computed: { [kind in DccRevocation['kind']]?: Uint8Array | undefined } = {}
  let answer: Listed = 'no-data'
  for (const list of [batches.get(keyId), batches.get(`country ${country}`)])
    for (const { of, hashes: listed } of list ?? []) {
      if (of.country !== country || (of.expires !== null && now > of.expires)) continue
      answer = 'not-listed'
      const hash = (computed[of.kind] ??= hashes[of.kind]?.())
      if (hash && holds(listed, hash)) return 'listed'
    }
  return answer
}

const width = 16

/** Is the hash among those that lie one after the other in ascending order? */
function holds(listed: Uint8Array, hash: Uint8Array): boolean {
  let low = 0
  let high = Math.floor(listed.length / width) - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const order = compareAt(listed, middle * width, hash)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return false
}

function compareAt(listed: Uint8Array, at: number, hash: Uint8Array): number {
  for (let index = 0; index < width; index++) {
    const difference = (listed[at + index] as number) - (hash[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** What is asked about a SMART Health Card: `notBefore` is its `nbf` in milliseconds. */
export interface ShcQuestion {
  readonly issuer: string
  readonly keyId: string
  readonly rid: string
  readonly notBefore: number | null
}

/** Is a card on a revocation list of its key? An entry with an instant concerns cards whose `nbf` is before it (SMART Health Cards, revocation). */
export function isShcRevoked(trust: TrustList, { issuer, keyId, rid, notBefore }: ShcQuestion): Listed {
  if (trust.shcRevocations.length === 0) return 'no-data'
  const lists = (indexOf(trust).cards.get(keyId) ?? []).filter((list) => list.issuer === null || list.issuer === issuer)
  if (lists.length === 0) return 'no-data'
  const isListed = lists.some(({ revoked }) => {
    const before = revoked.get(rid)
    return before === null || (before !== undefined && (notBefore === null || notBefore < before))
  })
  return isListed ? 'listed' : 'not-listed'
}

/**
 * Is a certificate on the revocation list of its issuer (name as DER, serial number in lower-case hex)? A list that is past its next update, or not yet made at `now`, still says who is on
 * it, but no more who is not.
 */
export function isCertificateRevoked(
  trust: TrustList,
  { issuer, serial }: { readonly issuer: Uint8Array; readonly serial: string },
  now: number,
): Listed {
  if (trust.certificateRevocations.length === 0) return 'no-data'
  const lists = indexOf(trust).certificates.get(formOf(issuer)) ?? []
  if (lists.some(({ serials }) => serials.has(serial))) return 'listed'
  const isFresh = lists.some(
    ({ list }) => now >= list.thisUpdate && (list.nextUpdate === null || now <= list.nextUpdate),
  )
  return isFresh ? 'not-listed' : 'no-data'
}

/** What is asked about a token: its place in a status list, and whose list it must be, where that is known. */
export interface StatusQuestion {
  readonly uri: string
  readonly index: number
  readonly issuer?: string
}

/**
 * The status of a token (draft-ietf-oauth-status-list, 4): 0 valid, 1 invalid, 2 suspended. `expired` where the only list is past its end; `out-of-range` where the list has no such
 * place, so that nothing can be said for the token and it is to be refused (8.3).
 */
export function statusOf(
  trust: TrustList,
  { uri, index, issuer }: StatusQuestion,
  now: number,
): number | 'no-data' | 'expired' | 'out-of-range' {
  const lists = trust.statusLists.length === 0 ? [] : (indexOf(trust).statuses.get(uri) ?? [])
  const own = lists.filter(({ of }) => issuer === undefined || of.issuer === issuer)
  if (own.length === 0) return 'no-data'
  const open = own.filter(({ of }) => of.expires === null || now <= of.expires)
  const newest = open.at(-1)
  if (!newest) return 'expired'
  const perByte = 8 / newest.of.bits
  const byte = newest.bytes[Math.floor(index / perByte)]
  if (byte === undefined || index < 0 || !Number.isInteger(index)) return 'out-of-range'
  // The first entry stands in the least significant bits.
  return (byte >> ((index % perByte) * newest.of.bits)) & ((1 << newest.of.bits) - 1)
}
