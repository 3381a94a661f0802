import type { CrisisPerson } from '@consular/api'
import { Tag, useWords } from '@consular/ui'
import { spoken } from '../shell/language.ts'
import { writeMoment } from '../shell/time.ts'

const colours = {
  UNKNOWN: 'amber',
  CONTACT_TRIED: 'amber',
  UNREACHABLE: 'amber',
  SAFE: 'green',
  NEEDS_HELP: 'red',
  LOCATED: 'blue',
  EVAC_LISTED: 'blue',
  BOARDED: 'blue',
  ARRIVED: 'green',
  DECEASED: 'grey',
} as const

/** What is known of a person now. */
export function StateTag({ person: { state, tries } }: { readonly person: Pick<CrisisPerson, 'state' | 'tries'> }) {
  const say = useWords()
  return (
    <Tag colour={colours[state]}>
      {say(`crisis.person.${state}`)}
      {state === 'CONTACT_TRIED' && ` ×${tries}`}
    </Tag>
  )
}

/** The name of a person as officers read it. */
export const nameOf = ({ familyName, givenName, latinName }: CrisisPerson): string =>
  `${familyName}${/\p{Script=Han}/u.test(familyName) ? '' : ' '}${givenName}${latinName === null ? '' : ` (${latinName})`}`

/** A person with all that helps to reach her. */
export function PersonFacts({ person }: { readonly person: CrisisPerson }) {
  const say = useWords()
  const { language } = spoken.value
  const { phone, email, birthDate, place, vulnerabilities, lastSaid, lastAt, leftReason, registered } = person
  return (
    <>
      <p>
        <StateTag person={person} /> {vulnerabilities.map((reason) => say(`crisis.need.${reason}`)).join(' · ')}
      </p>
      <p>
        {phone !== null && (
          <a class="crisis-phone" href={`tel:${phone}`}>
            {phone}
          </a>
        )}{' '}
        {email !== null && <a href={`mailto:${email}`}>{email}</a>}
        {phone === null && email === null && say('crisis.no-contact')}
      </p>
      <p class="small">
        {[birthDate, place, registered ? null : say('crisis.by-relatives')].filter(Boolean).join(' · ')}
        {lastSaid !== null && lastAt !== null && (
          <> {say('crisis.last', { said: say(`crisis.says.${lastSaid}`), at: writeMoment(lastAt, language) })}</>
        )}
      </p>
      {leftReason !== null && <p class="small">{say('crisis.left', { reason: leftReason })}</p>}
    </>
  )
}
