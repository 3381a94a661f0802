import type { HealthRecordView } from '@consular/api'
import type { Holder } from '@consular/certificate'
import type { Say } from '@consular/messages/format.ts'
import { countryText, writtenDate } from './describe.ts'
import type { Products } from './products.ts'

type Entry = HealthRecordView['entry']
type Person = HealthRecordView['person']

/** Whom a record is about, as certificates say it. */
export const holderOf = ({ familyName, givenName, latin, birthDate }: Person): Holder => ({
  familyName,
  givenName,
  birthDate,
  ...(latin ? { standardFamilyName: latin.familyName, standardGivenName: latin.givenName } : {}),
})

/** What a record tells, in one line. */
export function recordTitle(say: Say, entry: Entry): string {
  const disease = say(`wallet.disease.${entry.disease}`)
  if (entry.kind === 'recovery') return say('wallet.record.recovery', { disease })
  if (entry.kind === 'test')
    return say('wallet.record.test', {
      method: say(`entry.${entry.method}`),
      disease,
      result: say(`result.${entry.result}`),
    })
  return say('wallet.record.vaccination', { disease, dose: entry.dose, doses: entry.doses })
}

/** When and where, and with what. */
export function recordDetail(say: Say, entry: Entry, products: Products): string {
  const when =
    entry.kind === 'vaccination' ? entry.date : entry.kind === 'test' ? entry.sampledAt : entry.firstPositiveOn
  const product = entry.kind === 'vaccination' ? (products.get(entry.product) ?? entry.product) : ''
  const centre = entry.kind !== 'recovery' ? (entry.centre ?? '') : ''
  return [writtenDate(when), product, centre, countryText(say, entry.country)].filter(Boolean).join(' · ')
}
