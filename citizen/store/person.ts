import { clear, del, get, set } from 'idb-keyval'
import { alertsKey, crises, drafts, pieces, registrations, settings } from './database.ts'

const personKey = 'account'
const deviceKey = 'device'

/** The account that was signed in here last, if she did not sign out. */
export const knownPerson = async (): Promise<string | null> => (await get<string>(personKey, settings)) ?? null

/** Keeps who is signed in, so that her drafts open without a line. */
export const rememberPerson = (account: string): Promise<void> => set(personKey, account, settings)

/** Removes everything personal from this phone. */
export async function forgetPerson(): Promise<void> {
  await Promise.all([
    clear(drafts),
    clear(pieces),
    clear(registrations),
    clear(crises),
    del(personKey, settings),
    del(alertsKey, settings),
  ])
}

/** A random name for this device: of two answers typed at the same moment it decides which one stays. */
export async function deviceName(): Promise<string> {
  const known = await get<string>(deviceKey, settings)
  if (known) return known
  const made = crypto.randomUUID()
  await set(deviceKey, made, settings)
  return made
}
