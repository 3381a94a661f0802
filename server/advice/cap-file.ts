import { type CapSender, chainBefore, writeCap } from '@consular/domain/advice'
import type { Context } from '../context.ts'
import { countryNames } from './country-name.ts'
import { findVersion, versionsOf } from './store.ts'
import { levelOf, messageOf } from './view.ts'

/** Where the CAP file of a version lies. */
export const capPath = (version: string): string => `/advice/cap/${version}.xml`

const senderOf = (context: Context, country: string): CapSender => ({
  host: new URL(context.origin).hostname,
  name: context.pack.info.ministry,
  isTest: context.config.mode === 'demonstration',
  web: `${context.origin}/advice/${country}`,
  countryName: countryNames(country),
})

/** The CAP 1.2 file of a version that took effect, or null: there is none, or it is not public. It never changes. */
export async function capFile(context: Context, id: string): Promise<string | null> {
  const version = await findVersion(context.database, id)
  if (version?.number == null) return null
  const rows = await versionsOf(context.database, version.advice_id)
  const message = messageOf(version)
  const earlier = chainBefore(
    rows.flatMap((row) => (row.number === null ? [] : [messageOf(row)])),
    message,
  )
  const level = levelOf(context, version.content.level)
  return writeCap({ message, earlier, country: version.country, level }, senderOf(context, version.country))
}
