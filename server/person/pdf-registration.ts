import { registrationNumber } from '@consular/domain/registration'
import type { OwnData } from './own-data.ts'
import type { Paper } from './paper.ts'
import type { Words } from './words.ts'

/** Homes abroad and trips that were registered, with everybody in them. */
export function writeRegistrations(paper: Paper, { say, day }: Words, { registrations }: OwnData): void {
  if (registrations.length === 0) return
  paper.section(say('registrations'))
  for (const one of registrations) {
    paper.part(`${say(`registration.${one.kind}`)} · ${registrationNumber(one.id)}`)
    paper.facts([
      [say('registration.where'), [one.country, one.place].filter(Boolean).join(', ')],
      [say('registration.map'), one.lat === null ? say('nothing') : `${one.lat}, ${one.lon}`],
      [say('registration.from'), day(one.fromOn)],
      [say('registration.until'), day(one.untilOn)],
      [say('registration.contact'), [one.email, one.phone].filter(Boolean).join('\n') || say('nothing')],
      [say('registration.erase'), day(one.eraseOn)],
    ])
    const rows = one.persons.map((person) => [
      `${person.familyName} ${person.givenName}${person.latinName === null ? '' : ` (${person.latinName})`}`,
      person.birthDate ?? '',
      person.phone ?? '',
      person.needs.map((need) => say(`registration.need.${need}`)).join(', '),
    ])
    const head = ['name', 'born', 'phone', 'needs'].map((column) => say(`registration.${column}`))
    paper.table(head, rows, [0.36, 0.16, 0.24, 0.24])
  }
}
