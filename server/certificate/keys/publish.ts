import { createHash, randomUUID } from 'node:crypto'
import type { Signer } from '@consular/certificate'
import {
  makeDccBatch,
  makeIssuerDocument,
  makeKeySet,
  makeShcList,
  makeStatusToken,
  makeTrustDocument,
  signToken,
  valueSets,
} from '@consular/certificate/publish'
import type { Revocations } from '../issuing/revoked-store.ts'
import type { CertificateKeys } from './certificate-keys.ts'
import { contextNames, contextsFor, vaccinationPath } from './contexts.ts'
import { bytesOf, didOf, publicKeyOf, sdJwtIssuerOf, signerIdentity } from './identity.ts'
import { activeKey, algorithmOf, isPublished, type KeyIndex, type KeyRecord, type KeyUsage } from './key-record.ts'

/** A file that is published: its media type, what it is, and until when it counts (null: until the next one). */
export interface PublishedFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly kind: string
  readonly until: Temporal.Instant | null
}

/** What is published, by path. */
export type Published = ReadonlyMap<string, PublishedFile>

/** How long lists count, and the index of them all: a verifier that updates less often is told that its data have run out. */
const listHours = 24 * 7
/** Where the list of places lies. */
export const statusPath = '/.well-known/status/1'
export const indexPath = '/.well-known/consular-health.json'

interface Publishing {
  readonly index: KeyIndex
  readonly now: Temporal.Instant
  readonly keys: CertificateKeys
  readonly revocations: Revocations
}

type Named = readonly (readonly [path: string, file: PublishedFile])[]

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content)

const jsonFile = (kind: string, content: object, until: Temporal.Instant | null = null): PublishedFile => ({
  bytes: text(JSON.stringify(content)),
  type: 'application/json; charset=utf-8',
  kind,
  until,
})

const published = ({ index, now }: Publishing, ...usages: readonly KeyUsage[]): readonly KeyRecord[] =>
  index.keys.filter((key) => usages.includes(key.usage) && isPublished(key, now))

/** The trust list of HCERT signers. The signer of seals is not in it: its certificate goes with each seal, and a verifier of HCERT would take it for one of any use. */
async function trustList(publishing: Publishing, lister: Signer): Promise<PublishedFile> {
  const { index, now } = publishing
  const authorities = published(publishing, 'csca')
  const entries = [
    ...authorities.map((key) => ({ usage: 'CSCA' as const, key, issuer: key })),
    ...published(publishing, 'vaccination', 'test', 'recovery').flatMap((key) => {
      const issuer = authorities.find(({ id }) => id === key.issuedBy)
      return issuer ? [{ usage: 'DSC' as const, key, issuer }] : []
    }),
  ].map(({ usage, key, issuer }) => ({
    usage,
    certificate: bytesOf(key.certificate ?? ''),
    issuer: bytesOf(issuer.certificate ?? ''),
  }))
  const { participant, address } = index.identity
  const terms = { id: didOf(index.identity), domain: 'DCC', participant, entries, created: now.epochMilliseconds }
  const document = await makeTrustDocument({ ...terms, nonce: randomUUID() }, contextsFor(address), lister)
  return { ...jsonFile('gdhcn', document), type: 'application/did+json; charset=utf-8' }
}

function authorityFiles(publishing: Publishing): Named {
  const { lists } = publishing.index
  return published(publishing, 'csca').flatMap((key): Named => {
    const certificate = {
      bytes: bytesOf(key.certificate ?? ''),
      type: 'application/pkix-cert',
      kind: 'csca',
      until: Temporal.Instant.from(key.until),
    }
    const list = lists[key.id]
    const own = [`/.well-known/csca/${key.id}.cer`, certificate] as const
    if (!list) return [own]
    const crl = {
      bytes: bytesOf(list.der),
      type: 'application/pkix-crl',
      kind: 'crl',
      until: Temporal.Instant.from(list.until),
    }
    return [own, [`/.well-known/crl/${key.id}.crl`, crl]]
  })
}

/** Key sets of the issuers that are known by their keys: at the places where each family looks, and once more all together by issuer. */
function issuerFiles(publishing: Publishing): Named {
  const { index, revocations } = publishing
  const setOf = (usage: KeyUsage) =>
    makeKeySet(
      published(publishing, usage).map((key) => {
        const { keyId } = signerIdentity(index, key)
        const listed = usage === 'shc' ? { listVersion: cardList(revocations, keyId).version } : {}
        return { keyId, key: publicKeyOf(key), algorithm: algorithmOf(usage), ...listed }
      }),
    )
  const [cards, tokens, issuer] = [setOf('shc'), setOf('sd-jwt'), sdJwtIssuerOf(index.identity)]
  const didFile = (usage: 'divoc' | 'list-signing', keys: readonly KeyRecord[]) => {
    const document = makeIssuerDocument(
      didOf(index.identity, usage),
      keys.map((key) => ({ name: key.id, key: publicKeyOf(key) })),
    )
    return [`/.well-known/${usage}/did.json`, jsonFile(usage === 'divoc' ? 'did' : 'anchor', document)] as const
  }
  return [
    ['/.well-known/jwks.json', jsonFile('jwks', cards)],
    ['/.well-known/jwt-vc-issuer/sd-jwt-vc', jsonFile('jwt-vc-issuer', { issuer, jwks: tokens })],
    ['/.well-known/issuers.json', jsonFile('jwks-by-issuer', { [index.identity.address]: cards, [issuer]: tokens })],
    didFile('divoc', published(publishing, 'divoc')),
    didFile(
      'list-signing',
      published(publishing, 'list-signing').filter(({ state }) => state !== 'retired' && state !== 'destroyed'),
    ),
  ]
}

/** Keys of proofs of registration: apart from all others, and in a form that no verifier of health certificates takes for a key set. */
function registrationFile(publishing: Publishing): Named {
  const { keys } = makeKeySet(
    published(publishing, 'registration').map((key) => ({
      keyId: signerIdentity(publishing.index, key).keyId,
      key: publicKeyOf(key),
      algorithm: algorithmOf(key.usage),
    })),
  )
  const { country } = publishing.index.identity
  return [
    ['/.well-known/registration-keys.json', jsonFile('registration-keys', { country, registrationKeys: keys ?? [] })],
  ]
}

/** What is revoked of the cards of a key; the version grows with every change, and stands in the key set too. */
function cardList({ cards }: Revocations, keyId: string) {
  const { changes = 0, rids = [] } = cards.get(keyId) ?? {}
  return { keyId, version: 1 + changes, revoked: rids.map((rid) => ({ rid, before: null })) }
}

/** Lists of single certificates that were revoked: hashes of identifiers (EU DCC, DDCC, seals) and of signatures (ICVP, which has no identifier), cards by their key, and the places of SD-JWT credentials. */
async function revocationFiles(publishing: Publishing): Promise<Named> {
  const { index, now, revocations } = publishing
  const until = now.add({ hours: listHours })
  const { country } = index.identity
  const batch = (kind: 'UCI' | 'SIGNATURE', hashes: readonly Uint8Array[]) =>
    jsonFile(
      'dcc-revocation',
      makeDccBatch({ country, keyId: null, kind, expires: until.epochMilliseconds, hashes }),
      until,
    )
  const cards = published(publishing, 'shc').map((key) => {
    const { keyId } = signerIdentity(index, key)
    return [
      `/.well-known/crl/${keyId}.json`,
      jsonFile('shc-revocation', makeShcList(cardList(revocations, keyId))),
    ] as const
  })
  return [
    ['/.well-known/dcc-revocation/uci.json', batch('UCI', revocations.identifiers)],
    ['/.well-known/dcc-revocation/signature.json', batch('SIGNATURE', revocations.signatures)],
    ...cards,
    ...(await statusFile(publishing, until)),
  ]
}

async function statusFile({ index, now, keys, revocations }: Publishing, until: Temporal.Instant): Promise<Named> {
  const holder = activeKey(index, 'sd-jwt')
  if (!holder) return []
  const terms = {
    issuer: sdJwtIssuerOf(index.identity),
    uri: index.identity.address + statusPath,
    issuedAt: now.epochMilliseconds,
    expiresAt: until.epochMilliseconds,
    size: revocations.size,
    revoked: revocations.places,
  }
  const token = await makeStatusToken(terms, keys.signerOf(index, holder))
  return [[statusPath, { bytes: text(token), type: 'application/statuslist+jwt', kind: 'status-list', until }]]
}

/** The contexts one by one, with an index by which a folder of them is read. */
function contextFiles(address: string): Named {
  const contexts = Object.entries(contextsFor(address))
  const nameOf = (url: string): string => contextNames[url] ?? vaccinationPath.replace(/.*\//, '')
  const files = contexts.map(([url, context]) => {
    const file = { ...jsonFile('context', context as object), type: 'application/ld+json; charset=utf-8' }
    return [`/.well-known/contexts/${nameOf(url)}`, file] as const
  })
  const index = Object.fromEntries(contexts.map(([url]) => [url, nameOf(url)]))
  return [...files, ['/.well-known/contexts/index.json', jsonFile('context-index', index)]]
}

/** The value sets by which certificates are issued, and a list of them with their digests, as the EU's services of rules have one. */
function valueSetFiles(): Named {
  const place = '/.well-known/value-sets'
  const sets = valueSets.map((set) => ({ id: set.valueSetId, file: jsonFile('value-set', set) }))
  const index = sets.map(({ id, file }) => ({ id, hash: sha256(file.bytes) }))
  return [
    ...sets.map(({ id, file }) => [`${place}/${id}.json`, file] as const),
    [`${place}/index.json`, jsonFile('value-set-index', index)],
  ]
}

/** The index: every file with its digest, so that one signature stands for all of them. */
async function indexFiles({ index, now }: Publishing, files: Named, lister: Signer): Promise<Named> {
  const { country, participant, organisation } = index.identity
  const content = {
    format: 'consular-health/1',
    country,
    participant,
    organisation,
    demonstration: country === 'XX',
    at: now.toString(),
    until: now.add({ hours: listHours }).toString(),
    files: files.map(([path, { kind, bytes, until }]) => ({
      path,
      kind,
      sha256: sha256(bytes),
      bytes: bytes.length,
      until: until?.toString() ?? null,
    })),
  }
  const token = await signToken({ alg: 'ES256', kid: lister.keyId, typ: 'consular-health+jwt' }, content, lister.sign)
  const [header = '', payload = '', signature = ''] = token.split('.')
  // Flattened (RFC 7515, 7.2.2): whoever reads a folder of these files takes a compact token for a status list.
  const flat = { ...jsonFile('index', { payload, protected: header, signature }), type: 'application/jose+json' }
  return [
    [indexPath, jsonFile('index', content)],
    ['/.well-known/consular-health.jws', flat],
  ]
}

interface KeptList {
  readonly at: Temporal.Instant
  readonly file: Promise<PublishedFile>
}

const keptLists = new WeakMap<KeyIndex, KeptList>()

/** The trust list depends on the keys alone, and costs more than all the rest: while they are the same it is signed anew once in six hours, however often something is revoked. */
async function keptTrustList(publishing: Publishing, lister: Signer): Promise<PublishedFile> {
  const { index, now } = publishing
  const known = keptLists.get(index)
  if (known && isRecent(known.at, now)) return known.file
  const file = trustList(publishing, lister)
  keptLists.set(index, { at: now, file })
  file.catch(() => keptLists.delete(index))
  return file
}

/** Lists are signed anew this often, long before they run out. */
const renewAfter = { hours: 6 }

/** Was a list made at `at` not long ago? */
export const isRecent = (at: Temporal.Instant, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(now, at) >= 0 && Temporal.Instant.compare(now, at.add(renewAfter)) < 0

/**
 * Makes all that is published of the keys and of what was revoked, with the instant `now`. Nothing where no key signs lists, as nothing unsigned goes out. Throws `NotDone` where a private key
 * cannot be used.
 */
export async function publish(
  keys: CertificateKeys,
  revocations: Revocations,
  now: Temporal.Instant,
): Promise<Published> {
  const index = await keys.index()
  const lister = index === null ? undefined : activeKey(index, 'list-signing')
  if (!index || !lister) return new Map()
  const publishing = { index, now, keys, revocations }
  const signer = keys.signerOf(index, lister)
  const contexts = contextsFor(index.identity.address)
  const files: Named = [
    ['/.well-known/did.json', await keptTrustList(publishing, signer)],
    ...authorityFiles(publishing),
    ...issuerFiles(publishing),
    ...registrationFile(publishing),
    ...(await revocationFiles(publishing)),
    ...contextFiles(index.identity.address),
    ['/.well-known/contexts.json', jsonFile('contexts', contexts)],
    ...valueSetFiles(),
  ]
  return new Map([...files, ...(await indexFiles(publishing, files, signer))])
}
