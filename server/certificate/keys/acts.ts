import { type Change, existing, instantOf, type KeyWork, perform } from './ceremony.ts'
import type { KeyIndex, KeyRecord, KeyUsage } from './key-record.ts'
import { makeKey, type WantedKey, withActive, withList } from './make-key.ts'
import { NotDone } from './refused.ts'

/** Whose keys a new store holds. */
export type Identity = KeyIndex['identity']

/** How many persons it takes to do something with a key: two, where the trust in all the others hangs on it. */
const personsFor = (usage: KeyUsage): 1 | 2 => (usage === 'csca' ? 2 : 1)

function find(index: KeyIndex, id: string): KeyRecord {
  const found = index.keys.find((key) => key.id === id)
  if (!found) throw new NotDone(`There is no key ${id}.`)
  return found
}

async function usageOf({ folder }: KeyWork, id: string): Promise<KeyUsage> {
  return find(existing(await folder.read()), id).usage
}

/** Country XX stands for a demonstration, and for nothing else. */
function checkIdentity(work: KeyWork, index: KeyIndex | null, identity: Identity): Identity {
  const isDemonstration = work.context.config.mode === 'demonstration'
  if (isDemonstration !== (identity.country === 'XX'))
    throw new NotDone(
      isDemonstration ? 'A demonstration has keys of country XX alone.' : 'Country XX is for demonstrations.',
    )
  if (index && index.identity.country !== identity.country)
    throw new NotDone(`These are the keys of ${index.identity.country}; another country needs another folder.`)
  return index?.identity ?? identity
}

/** Makes an authority, with its first, empty revocation list. It is published at once, and issues once it is active. Two persons. */
export async function createAuthority(
  work: KeyWork,
  identity: Identity,
  { days, by }: { readonly days: number; readonly by: readonly string[] },
): Promise<KeyIndex> {
  return perform(work, { name: 'create-csca', by, persons: 2 }, async (before) => {
    const own = checkIdentity(work, before, identity)
    const index: KeyIndex = before ?? { format: 'consular-keys/1', identity: own, keys: [], lists: {} }
    const key = await makeKey(work, index, { usage: 'csca', days })
    const added = { ...index, keys: [...index.keys, key] }
    return { index: await withList(work, added, key), key: key.id }
  })
}

/** Makes a signer below the active authority, or a key that stands by itself. It is published at once, and signs once it is active. */
export async function createSigner(work: KeyWork, wanted: WantedKey, by: readonly string[]): Promise<KeyIndex> {
  return perform(work, { name: 'create-signer', by, persons: 1 }, async (before) => {
    const index = existing(before)
    const key = await makeKey(work, index, wanted)
    return { index: { ...index, keys: [...index.keys, key] }, key: key.id }
  })
}

/** Lets a prepared key sign, in place of the one that did. */
export async function activateKey(work: KeyWork, id: string, by: readonly string[]): Promise<KeyIndex> {
  const persons = personsFor(await usageOf(work, id))
  return perform(work, { name: 'activate', by, persons }, async (before) => {
    const index = existing(before)
    const { state } = find(index, id)
    if (state !== 'prepared') throw new NotDone(`${id} is ${state}; only a prepared key can be activated.`)
    return { index: withActive(index, id, instantOf(work)), key: id }
  })
}

/** A new key takes over at once; the one before signs no more and stays published, so that what it signed still verifies. */
export async function rotateKey(work: KeyWork, wanted: WantedKey, by: readonly string[]): Promise<KeyIndex> {
  return perform(work, { name: 'rotate', by, persons: personsFor(wanted.usage) }, async (before) =>
    replace(work, existing(before), wanted),
  )
}

async function replace(work: KeyWork, index: KeyIndex, wanted: WantedKey): Promise<Change> {
  const key = await makeKey(work, index, wanted)
  const added = withActive({ ...index, keys: [...index.keys, key] }, key.id, instantOf(work))
  return { index: wanted.usage === 'csca' ? await withList(work, added, key) : added, key: key.id }
}

/** What is revoked and why. */
export interface Revoking {
  readonly id: string
  readonly reason: NonNullable<KeyRecord['revoked']>['reason']
  /** Validity of the signer that takes its place, in days. */
  readonly days: number
}

/**
 * Revokes a key: it is taken out of what is published, and put on the revocation list of its authority. Where it was the active one, a new one takes its place in the same act, so that issuing goes on.
 * With an authority fall all that it issued; then a new one has to be made.
 */
export async function revokeKey(
  work: KeyWork,
  { id, reason, days }: Revoking,
  by: readonly string[],
): Promise<KeyIndex> {
  const persons = personsFor(await usageOf(work, id))
  return perform(work, { name: 'revoke', by, persons }, async (before) => {
    const index = existing(before)
    const lost = find(index, id)
    if (lost.revoked) throw new NotDone(`${id} is revoked already.`)
    const at = instantOf(work).toString()
    const falls = (key: KeyRecord): boolean => key.id === id || key.issuedBy === id
    const keys = index.keys.map(
      (key): KeyRecord =>
        !falls(key) || key.revoked
          ? key
          : { ...key, state: key.state === 'destroyed' ? 'destroyed' : 'revoked', revoked: { at, reason } },
    )
    const listed = await relist(work, { ...index, keys }, lost)
    if (lost.usage === 'csca' || lost.state !== 'active') return { index: listed, key: id }
    const replaced = await replace(work, listed, { usage: lost.usage, days })
    return { index: replaced.index, key: id, made: replaced.key }
  })
}

/** A lost authority can sign no list; everything below it is gone from what is published all the same. */
async function relist(work: KeyWork, index: KeyIndex, lost: KeyRecord): Promise<KeyIndex> {
  const authority = index.keys.find(({ id }) => id === lost.issuedBy)
  if (!authority || (lost.usage === 'csca' && !(await work.vault.has(authority.id)))) return index
  return withList(work, index, authority)
}

/** Takes the private part of a key away for ever. What it signed still verifies. Two persons; not an active key, and no authority whose signers may still have to be revoked. */
export async function destroyKey(work: KeyWork, id: string, by: readonly string[]): Promise<KeyIndex> {
  return perform(work, { name: 'destroy', by, persons: 2 }, async (before) => {
    const index = existing(before)
    const { state, usage } = find(index, id)
    if (state === 'active' || state === 'destroyed') throw new NotDone(`${id} is ${state}; it is not destroyed.`)
    const now = work.context.now()
    const needed = index.keys.find(
      (key) =>
        usage === 'csca' &&
        key.id !== id &&
        key.issuedBy === id &&
        !key.revoked &&
        Temporal.Instant.compare(now, Temporal.Instant.from(key.until)) < 0,
    )
    if (needed) throw new NotDone(`${id} issued ${needed.id}, which still counts and which it alone can revoke.`)
    if (!(await work.vault.has(id))) throw new NotDone(`The private part of ${id} is not here.`)
    const keys = index.keys.map((key): KeyRecord => (key.id === id ? { ...key, state: 'destroyed' } : key))
    return { index: { ...index, keys }, key: id, finish: () => work.vault.destroy(id) }
  })
}

/** Signs new revocation lists of all authorities whose private key is here and whose list is older than a third of its life. Answers how many. */
export async function renewLists(work: KeyWork, by: readonly string[]): Promise<number> {
  const now = work.context.now()
  const isDue = ({ lists }: KeyIndex, { id, usage, state }: KeyRecord): boolean => {
    const list = lists[id]
    if (usage !== 'csca' || state === 'destroyed' || !list) return false
    const [at, until] = [Temporal.Instant.from(list.at), Temporal.Instant.from(list.until)]
    const third = (until.epochMilliseconds - at.epochMilliseconds) / 3
    return now.epochMilliseconds < at.epochMilliseconds || now.epochMilliseconds > at.epochMilliseconds + third
  }
  const index = await work.folder.read()
  const due: KeyRecord[] = []
  for (const key of index?.keys ?? []) if (index && isDue(index, key) && (await work.vault.has(key.id))) due.push(key)
  if (due.length === 0) return 0
  await perform(work, { name: 'renew-lists', by, persons: 1 }, async (before) => {
    let renewed = existing(before)
    for (const key of due) renewed = await withList(work, renewed, key)
    return { index: renewed, key: null }
  })
  return due.length
}
