import { type Colour, Tag, useWords } from '@consular/ui'
import { spoken } from '../shell/language.ts'
import { dateText } from '../shell/when.ts'
import type { Kept } from './kept.ts'

/** A country by its name in the language on the screen. */
export const countryName = (code: string): string =>
  new Intl.DisplayNames(spoken.value.language, { type: 'region' }).of(code) ?? code

const colours: { readonly [state: string]: Colour } = {
  ACTIVE: 'green',
  REFRESH_DUE: 'amber',
  LAPSED: 'grey',
  waiting: 'blue',
  deleting: 'blue',
  refused: 'red',
}

/** How a registration stands: what waits on this phone comes before what the service says. */
const stateOf = ({ refusal, deleting, unsent, view }: Kept): string => {
  if (refusal) return 'refused'
  if (deleting) return 'deleting'
  return unsent || view === null ? 'waiting' : view.state
}

/** How it stands, in words, colour and shape. */
export function StateTag({ one }: { readonly one: Kept }) {
  const say = useWords()
  const state = stateOf(one)
  return <Tag colour={colours[state] ?? 'grey'}>{say(`registration.state.${state}`)}</Tag>
}

/** What it is: `Trip to Italy`. */
export function useTitle(): (one: Kept) => string {
  const say = useWords()
  return ({ details }) => say(`registration.kind.${details.kind}`, { country: countryName(details.country) })
}

/** When it is of: the days of a trip, the first day of a home. */
export function useDays(): (one: Kept) => string {
  const say = useWords()
  return ({ details: { from, until } }) =>
    until === null
      ? say('registration.since', { from: dateText(from) })
      : say('registration.days', { from: dateText(from), until: dateText(until) })
}

/** A person's name as she writes it: family name first where it is Chinese. */
export function fullName({ familyName, givenName }: Kept['details']['persons'][number]): string {
  return /\p{Script=Han}/u.test(familyName) ? familyName + givenName : `${familyName} ${givenName}`.trim()
}
