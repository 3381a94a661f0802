import { signal } from '@preact/signals'
import { now } from '../shell/clock.ts'
import { Held } from './held.ts'
import { allSealed, askToPersist, destroyVault, dropSealed, getSealed, putSealed } from './vault.ts'

/** The certificates of this phone; null until they have been opened. */
export const holdings = signal<readonly Held[] | null>(null)

function parse(text: string): Held | null {
  try {
    return Held.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Opens what this phone holds, the newest first. */
export async function openHoldings(): Promise<readonly Held[]> {
  const opened = [...(await allSealed()).values()].map(parse).filter((each) => each !== null)
  const sorted = opened.toSorted((one, other) => (one.addedAt < other.addedAt ? 1 : -1))
  holdings.value = sorted
  return sorted
}

/** Stores a certificate and reads it back: only then is it safe to tell the service that this phone has it. Throws where the browser does not keep it. */
export async function keep(held: Held): Promise<void> {
  const text = JSON.stringify(held)
  await putSealed(held.id, text)
  if ((await getSealed(held.id)) !== text) throw new Error('The certificate was not stored')
  await openHoldings()
  void askToPersist()
}

/** Changes one that is held; nothing where it has gone meanwhile. */
export async function change(id: string, edit: Partial<Held>): Promise<void> {
  const text = await getSealed(id)
  const known = text === null ? null : parse(text)
  if (known) await keep({ ...known, ...edit })
}

/** Takes a certificate off this phone. */
export async function drop(id: string): Promise<void> {
  await dropSealed(id)
  await openHoldings()
}

/** Takes all of them off this phone, with the keys. */
export async function forgetWallet(): Promise<void> {
  await destroyVault()
  holdings.value = []
}

/** What a certificate of this service begins with here. */
export const heldFrom = (
  issued: {
    readonly id: string
    readonly text: string
    readonly file: string | null
    readonly issuedAt: string
  } & Pick<Held, 'family' | 'records'>,
  account: string | null,
): Held => ({
  id: issued.id,
  own: true,
  text: issued.text,
  file: issued.file,
  family: issued.family,
  account,
  records: [...issued.records],
  addedAt: now().toString(),
  issuedAt: issued.issuedAt,
  revokedAt: null,
  reason: null,
  supersededBy: null,
  fresh: false,
})
