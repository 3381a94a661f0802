import { clear, createStore, del, entries, get, set, update } from 'idb-keyval'

/** Certificates by id, each sealed by itself. */
const sealedStore = createStore('consular-wallet', 'certificates')
/** Keys that no script can read out: the wallet's own, and those by which the holder proves that a certificate is hers. */
const keyStore = createStore('consular-wallet-keys', 'keys')

const walletKey = 'wallet'

/** What lies in the store of the browser: an opaque id, a nonce, and bytes. */
interface Sealed {
  readonly nonce: Uint8Array<ArrayBuffer>
  readonly bytes: ArrayBuffer
}

/** The key of this phone's wallet: AES-GCM of 256 bits, made at the first use. It cannot be exported, by nobody's script. */
async function keyOfWallet(): Promise<CryptoKey> {
  const known = await get<CryptoKey>(walletKey, keyStore)
  if (known) return known
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  // Two pages may come here at once: the first key stays.
  await update<CryptoKey>(walletKey, (first) => first ?? made, keyStore)
  return (await get<CryptoKey>(walletKey, keyStore)) ?? made
}

const boundTo = (id: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(id)

/** Seals a text under an id; it opens under no other. */
export async function putSealed(id: string, text: string): Promise<void> {
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: boundTo(id) }
  const bytes = await crypto.subtle.encrypt(algorithm, await keyOfWallet(), new TextEncoder().encode(text))
  await set(id, { nonce, bytes } satisfies Sealed, sealedStore)
}

async function open(id: string, { nonce, bytes }: Sealed): Promise<string | null> {
  try {
    const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: boundTo(id) }
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, await keyOfWallet(), bytes))
  } catch {
    return null
  }
}

/** The text under an id; null where there is none, or none that this key opens. */
export async function getSealed(id: string): Promise<string | null> {
  const sealed = await get<Sealed>(id, sealedStore)
  return sealed ? open(id, sealed) : null
}

/** All texts that this phone's key opens, by id. */
export async function allSealed(): Promise<ReadonlyMap<string, string>> {
  const opened = await Promise.all(
    (await entries<string, Sealed>(sealedStore)).map(async ([id, sealed]) => [id, await open(id, sealed)] as const),
  )
  return new Map(opened.filter((each): each is readonly [string, string] => each[1] !== null))
}

/** Takes a text away. */
export const dropSealed = (id: string): Promise<void> => del(id, sealedStore)

/** How many texts there are, without opening one. */
export const countSealed = async (): Promise<number> => (await entries(sealedStore)).length

/** Takes everything away, the keys with it: what a copy of the browser's files still holds opens no more. */
export async function destroyVault(): Promise<void> {
  await clear(keyStore)
  await clear(sealedStore)
}

/** Keeps a pair of keys by the name of its public part. */
export const keepKeys = (name: string, pair: CryptoKeyPair): Promise<void> => set(`holder ${name}`, pair, keyStore)

/** A pair of keys by the name of its public part; undefined where it was made on another phone. */
export const findKeys = (name: string): Promise<CryptoKeyPair | undefined> => get(`holder ${name}`, keyStore)

/** Asks the browser to keep this store when the phone runs short of room. It decides; without a yes all works too. */
export async function askToPersist(): Promise<void> {
  try {
    await navigator.storage.persist()
  } catch {
    // An old browser: it has no such promise to give.
  }
}
