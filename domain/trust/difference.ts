import type { TrustList } from '@consular/certificate/trust'

/** What became of one key between two lists. `changed`: the same id with another key, other uses, another validity or other authorities above it. */
export interface KeyChange {
  readonly kind: 'signer' | 'authority' | 'issuer'
  /** Key id of a signer, name of an authority's key, address or DID of an issuer. */
  readonly id: string
  readonly change: 'added' | 'gone' | 'changed'
}

/** A country of either list: how many keys it had and has, by their ids, and what became of them. */
export interface CountryDifference {
  /** ISO 3166-1 alpha-2; `-` for issuers that say no country. */
  readonly country: string
  readonly before: number
  readonly after: number
  readonly changes: readonly KeyChange[]
}

/** How many there were and are. */
export interface Count {
  readonly before: number
  readonly after: number
}

/** What two trust lists of one source differ in. */
export interface TrustDifference {
  readonly signers: Count
  readonly authorities: Count
  readonly issuers: Count
  /** Hashes, card numbers and certificates that are revoked. */
  readonly revocations: Count
  /** In alphabetical order; those where nothing changed are left out. */
  readonly countries: readonly CountryDifference[]
  /** Countries that had keys and have none. */
  readonly vanished: readonly string[]
}

interface Listed {
  readonly country: string
  readonly kind: KeyChange['kind']
  readonly id: string
  /** All that makes it what it is: another text is another entry of the same id. */
  readonly content: string
}

function listedOf(list: TrustList): readonly Listed[] {
  const above = (places: readonly number[]) =>
    places.map((place) => list.authorities[place]?.key ?? '').toSorted((one, other) => (one < other ? -1 : 1))
  return [
    ...list.signers.map((signer): Listed => {
      const { country, keyId: id, issuedBy, ...rest } = signer
      return { country, kind: 'signer', id, content: JSON.stringify([rest, above(issuedBy)]) }
    }),
    ...list.authorities.map((authority): Listed => {
      const { country, subjectKeyId, key } = authority
      return { country, kind: 'authority', id: subjectKeyId ?? key.slice(-24), content: JSON.stringify(authority) }
    }),
    ...list.issuers.map(({ id, country, keys }): Listed => {
      const content = JSON.stringify(keys.map((key) => JSON.stringify(key)).toSorted())
      return { country: country ?? '-', kind: 'issuer', id, content }
    }),
  ]
}

const nameOf = ({ country, kind, id }: Listed): string => JSON.stringify([country, kind, id])

/** Several keys may share an id: what a name stands for is all of them. */
const contentsOf = (listed: readonly Listed[]): ReadonlyMap<string, string> =>
  new Map(
    [...Map.groupBy(listed, nameOf)].map(([name, same]) => [
      name,
      same
        .map(({ content }) => content)
        .toSorted()
        .join('\n'),
    ]),
  )

/** How many hashes stand in a base64 text of hashes of 16 bytes. */
const hashesIn = (base64: string): number => Math.floor((base64.length * 3) / 4 / 16)

const revocationsOf = (list: TrustList): number =>
  list.dccRevocations.reduce((sum, { hashes }) => sum + hashesIn(hashes), 0) +
  list.shcRevocations.reduce((sum, { revoked }) => sum + revoked.length, 0) +
  list.certificateRevocations.reduce((sum, { serials }) => sum + serials.length, 0)

/** What changed from the list before to the list after. Key ids that differ in nothing are not named. */
export function differenceOf(before: TrustList, after: TrustList): TrustDifference {
  const [old, now] = [listedOf(before), listedOf(after)]
  const [was, is] = [contentsOf(old), contentsOf(now)]
  const names = new Map([...old, ...now].map((each) => [nameOf(each), each]))
  const changed = [...names].flatMap(([name, { country, kind, id }]): (KeyChange & { country: string })[] => {
    const change = !was.has(name) ? 'added' : !is.has(name) ? 'gone' : was.get(name) === is.get(name) ? null : 'changed'
    return change === null ? [] : [{ country, kind, id, change }]
  })
  const countIn = (contents: ReadonlyMap<string, string>, country: string) =>
    [...contents.keys()].filter((name) => names.get(name)?.country === country).length
  const countries = [...Map.groupBy(changed, ({ country }) => country)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([country, changes]) => ({
      country,
      before: countIn(was, country),
      after: countIn(is, country),
      changes: changes.map(({ kind, id, change }) => ({ kind, id, change })),
    }))
  const count = (member: 'signers' | 'authorities' | 'issuers'): Count => ({
    before: before[member].length,
    after: after[member].length,
  })
  return {
    signers: count('signers'),
    authorities: count('authorities'),
    issuers: count('issuers'),
    revocations: { before: revocationsOf(before), after: revocationsOf(after) },
    countries,
    vanished: countries.filter(({ before: had, after: has }) => had > 0 && has === 0).map(({ country }) => country),
  }
}
