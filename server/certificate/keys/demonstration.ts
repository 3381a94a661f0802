import type { Context } from '../../context.ts'
import { activateKey, createAuthority, createSigner, renewLists } from './acts.ts'
import { keyUsages } from './key-record.ts'
import { keysOf, makeDemonstrationPassphrase, openKeys } from './open-keys.ts'

const persons = ['Demonstration A', 'Demonstration B']

/** https, as the families ask for it of an issuer, also where a demonstration is reached without. */
export const addressOf = (origin: string): string => `https://${new URL(origin).host}`

/** Makes the keys of a demonstration, once: of country XX, valid for two years. Answers whether it made them now. Revocation lists that grow old are renewed. */
export async function ensureDemonstrationKeys(context: Context): Promise<boolean> {
  const first = await openKeys(context)
  if ((await first.keys.index()) !== null) {
    await renewLists((await keysOf(context)).work, ['Demonstration A'])
    return false
  }
  if (context.config.certificatePassphrase === null) await makeDemonstrationPassphrase(context.config.certificateKeys)
  const { work } = await openKeys(context)
  const identity = {
    country: 'XX',
    participant: 'XXX',
    organisation: 'Demonstration, not a state',
    address: addressOf(context.origin),
  }
  const made = await createAuthority(work, identity, { days: 1461, by: persons })
  await activateKey(work, made.keys.at(-1)?.id ?? '', persons)
  for (const usage of keyUsages.filter((each) => each !== 'csca')) {
    const { keys } = await createSigner(work, { usage, days: 730 }, persons)
    await activateKey(work, keys.at(-1)?.id ?? '', persons)
  }
  return true
}
