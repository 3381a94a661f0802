import type { Context } from '../../context.ts'
import { activateKey, createAuthority, rotateKey } from './acts.ts'
import { keepLists } from './keep-lists.ts'
import { activeKey, keyUsages } from './key-record.ts'
import { makeDemonstrationPassphrase, openKeys } from './open-keys.ts'
import { NotDone } from './refused.ts'

const persons = ['Demonstration A', 'Demonstration B']

/** https, as the families ask for it of an issuer, also where a demonstration is reached without. */
export const addressOf = (origin: string): string => `https://${new URL(origin).host}`

/** Makes the keys of a demonstration, each that is missing: of country XX, valid for two years. Lists that grow old are renewed. A trouble is said, and stops nothing. */
export async function ensureDemonstrationKeys(context: Context, say: (line: string) => void): Promise<void> {
  try {
    if (await makeMissing(context)) say('Made keys for health certificates, of country XX.')
    await keepLists(context)
  } catch (error) {
    if (!(error instanceof NotDone)) throw error
    say(`No keys were made for health certificates: ${error.message}`)
  }
}

async function makeMissing(context: Context): Promise<boolean> {
  const { certificatePassphrase, certificateModule, certificateKeys } = context.config
  if (certificatePassphrase === null && certificateModule === null) await makeDemonstrationPassphrase(certificateKeys)
  const { work } = await openKeys(context)
  const index = await work.folder.read()
  const wanted = keyUsages.filter(
    (usage) => (index === null || !activeKey(index, usage)) && (certificateModule === null || usage !== 'divoc'),
  )
  if (wanted.includes('csca')) {
    const organisation = 'Demonstration, not a state'
    const identity = { country: 'XX', participant: 'XXX', organisation, address: addressOf(context.origin) }
    const made = await createAuthority(work, identity, { days: 1461, by: persons })
    await activateKey(work, made.keys.at(-1)?.id ?? '', persons)
  }
  for (const usage of wanted.filter((each) => each !== 'csca')) await rotateKey(work, { usage, days: 730 }, persons)
  return wanted.length > 0
}
