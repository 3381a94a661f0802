import type { Call } from '@consular/domain/mission'
import { LinkButton, useWords } from '@consular/ui'
import type { Atlas } from './directory.ts'

/** A number is read as one: it does not break over two lines. */
const unbroken = (number: string): string => number.replaceAll(' ', '\u00a0')

/** One-tap calls, the first the most urgent. */
export function Calls({ calls }: { readonly calls: readonly Call[] }) {
  const say = useWords()
  return (
    <div class="stack stack-tight calls">
      {calls.map(({ kind, e164, shown }, index) => (
        <LinkButton key={e164} href={`tel:${e164}`} look={index === 0 ? 'urgent' : 'plain'}>
          {say(`find.call.${kind}`, { number: unbroken(shown) })}
        </LinkButton>
      ))}
    </div>
  )
}

const services = ['general', 'police', 'ambulance', 'fire'] as const

/** Local emergency numbers of a country; nothing where none is certain. */
export function Emergency({ numbers }: { readonly numbers: Atlas['emergency'][string] | undefined }) {
  const say = useWords()
  if (!numbers) return null
  const links = services.flatMap((service) => (numbers[service] ?? []).map((number) => ({ service, number })))
  return (
    <div class="stack stack-tight">
      <h3>{say('find.emergency')}</h3>
      <div class="row">
        {links.map(({ service, number }) => (
          <LinkButton key={`${service}-${number}`} href={`tel:${number}`} look="plain">
            {say(`find.emergency.${service}`, { number: unbroken(number) })}
          </LinkButton>
        ))}
      </div>
    </div>
  )
}
