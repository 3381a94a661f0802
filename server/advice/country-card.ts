import type { AnswerOf, CountryCard, listCurrentAdvice as listing, readCountryAdvice as reading } from '@consular/api'
import { phrasesFor } from '@consular/domain/advice'
import { callable } from '@consular/domain/mission'
import { ok, type Result } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import { publicVersions } from './store.ts'
import { byGravity, viewCurrent, viewLevel } from './view.ts'

const services = ['general', 'police', 'ambulance', 'fire'] as const

/** The card to show in a country: local emergency numbers, the missions there with what may be dialled, and phrases in its languages. */
export function countryCard({ pack }: Pick<Context, 'pack'>, country: string): CountryCard {
  const numbers = pack.emergencyNumbers.countries[country]
  const { missions, districts } = pack.directory
  const hotlines = districts.hotlines.map((dial) => ({ ...dial, kind: 'hotline' as const }))
  const here = [...missions.values()].filter(
    ({ servesPublic, host }) => servesPublic && (host.territory ?? host.country) === country,
  )
  return {
    country,
    emergency: services.flatMap((service) => (numbers?.[service] ?? []).map((number) => ({ service, number }))),
    missions: here.map((mission) => {
      const { duty, office } = callable(mission)
      const own = [
        ...duty.map((dial) => ({ ...dial, kind: 'duty' as const })),
        ...office.map((dial) => ({ ...dial, kind: 'office' as const })),
      ]
      const { id, name, address } = mission
      return { id, name, address, calls: [...own, ...hotlines] }
    }),
    languages: phrasesFor(pack.phrases, country, pack.info.sendingState).map((language) => ({
      ...language,
      phrases: [...language.phrases],
    })),
  }
}

/** What counts now everywhere. */
export async function listCurrentAdvice(context: Context): Promise<Result<AnswerOf<typeof listing>>> {
  const rows = byGravity(context, await publicVersions(context.database, context.now(), null))
  const levels = context.pack.adviceLevels.levels.map(viewLevel)
  return ok({ levels, advice: rows.map((row) => viewCurrent(context, row)) })
}

/** What counts now in a country, and its card. */
export async function readCountryAdvice(context: Context, country: string): Promise<Result<AnswerOf<typeof reading>>> {
  const rows = byGravity(context, await publicVersions(context.database, context.now(), country))
  return ok({ advice: rows.map((row) => viewCurrent(context, row)), card: countryCard(context, country) })
}
