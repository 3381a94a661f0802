import { Buffer } from 'node:buffer'
import { publicKeyFromSpki } from '@consular/certificate'
import { makeCertificate, makeCrl, type Name, type Role } from '@consular/certificate/publish'
import { instantOf, type KeyWork } from './ceremony.ts'
import { activeKey, algorithmOf, type KeyIndex, type KeyRecord, type KeyUsage, roleOf } from './key-record.ts'
import { NotDone } from './refused.ts'

/** How long a revocation list of certificates counts. It is renewed long before. */
const listDays = 90

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))
const keyOf = (key: KeyRecord) => publicKeyFromSpki(bytesOf(key.publicKey))
const days = (count: number): { hours: number } => ({ hours: count * 24 })

function nameOf({ identity }: KeyIndex, id: string): Name {
  const { country, organisation } = identity
  return { country, organisation, commonName: id }
}

/** What a new key is for, and how long. */
export interface WantedKey {
  readonly usage: KeyUsage
  readonly days: number
}

/** Makes a key, with its certificate where its usage needs one: an authority signs its own, a signer's is signed by the active authority. Throws `NotDone`. */
export async function makeKey(work: KeyWork, index: KeyIndex, { usage, days: count }: WantedKey): Promise<KeyRecord> {
  const from = instantOf(work)
  const until = from.add(days(count))
  const role = roleOf(usage)
  const authority = role?.kind === 'signer' ? authorityOf(index, until) : null
  const suffix = Buffer.from(work.context.random(new Uint8Array(4))).toString('hex')
  const id = `${usage}-${from.toString().slice(0, 10)}-${suffix}`
  const publicKey = base64(await work.vault.make(id, algorithmOf(usage)))
  const bare: KeyRecord = {
    id,
    usage,
    state: 'prepared',
    publicKey,
    certificate: null,
    serial: null,
    issuedBy: role === null ? null : (authority?.id ?? id),
    from: from.toString(),
    until: until.toString(),
    activatedAt: null,
    revoked: null,
  }
  return role === null ? bare : certify(work, index, { key: bare, authority: authority ?? bare, role })
}

function authorityOf(index: KeyIndex, until: Temporal.Instant): KeyRecord {
  const authority = activeKey(index, 'csca')
  if (!authority) throw new NotDone('No authority is active: create csca, then activate it.')
  if (Temporal.Instant.compare(until, Temporal.Instant.from(authority.until)) <= 0) return authority
  throw new NotDone(
    `The signer would outlive its authority, which ends ${authority.until}: fewer --days, or a new authority.`,
  )
}

interface Certifying {
  readonly key: KeyRecord
  readonly authority: KeyRecord
  readonly role: Role
}

async function certify(work: KeyWork, index: KeyIndex, { key, authority, role }: Certifying): Promise<KeyRecord> {
  // RFC 5280, 4.1.2.2: positive, at most 20 octets; and not to be guessed.
  const serial = work.context.random(new Uint8Array(16))
  serial[0] = ((serial[0] as number) & 0x3f) | 0x40
  const terms = {
    serial,
    subject: nameOf(index, key.id),
    key: keyOf(key),
    issuer: nameOf(index, authority.id),
    issuerKey: keyOf(authority),
    from: Temporal.Instant.from(key.from).epochMilliseconds,
    until: Temporal.Instant.from(key.until).epochMilliseconds,
    role,
    crl: role.kind === 'authority' ? null : `${index.identity.address}/.well-known/crl/${authority.id}.crl`,
  }
  const certificate = await makeCertificate(terms, (bytes) => work.vault.sign(authority.id, bytes))
  return { ...key, certificate: base64(certificate), serial: Buffer.from(serial).toString('hex') }
}

/** The index with a new revocation list of an authority. Throws `NotDone` where its private key is not here. */
export async function withList(work: KeyWork, index: KeyIndex, authority: KeyRecord): Promise<KeyIndex> {
  const at = instantOf(work)
  const until = at.add(days(listDays))
  const number = (index.lists[authority.id]?.number ?? 0) + 1
  const revoked = index.keys.flatMap((key) =>
    key.revoked && key.serial && key.issuedBy === authority.id && key.id !== authority.id
      ? [
          {
            serial: key.serial,
            at: Temporal.Instant.from(key.revoked.at).epochMilliseconds,
            reason: key.revoked.reason,
          },
        ]
      : [],
  )
  const terms = {
    issuer: nameOf(index, authority.id),
    issuerKey: keyOf(authority),
    number,
    thisUpdate: at.epochMilliseconds,
    nextUpdate: until.epochMilliseconds,
    revoked,
  }
  const der = await makeCrl(terms, (bytes) => work.vault.sign(authority.id, bytes))
  const list = { number, at: at.toString(), until: until.toString(), der: base64(der) }
  return { ...index, lists: { ...index.lists, [authority.id]: list } }
}

/** The index with a key active in its usage, the one before it retired: that one signs no more, and what it signed still counts. */
export function withActive(index: KeyIndex, id: string, at: Temporal.Instant): KeyIndex {
  const usage = index.keys.find((key) => key.id === id)?.usage
  const keys = index.keys.map((key): KeyRecord => {
    if (key.id === id) return { ...key, state: 'active', activatedAt: at.toString() }
    return key.usage === usage && key.state === 'active' ? { ...key, state: 'retired' } : key
  })
  return { ...index, keys }
}
