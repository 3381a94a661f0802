import type { RuleResult } from '@consular/certificate/rules'
import { useWords } from '@consular/ui'
import type { Shown } from '../check/showing.ts'
import { spoken } from '../shell/language.ts'
import { country } from '../shell/settings.ts'
import { countryText } from '../shell/write.ts'

/** A rule in the reader's language, else in English, else by its name alone. */
function ruleText({ identifier, descriptions }: RuleResult): string {
  const tag = spoken.value.language.split('-')[0] as string
  const words = descriptions[tag] ?? descriptions['en']
  return words ? `${words} (${identifier})` : identifier
}

/** What the rules of the country of arrival answer, and every rule that is not met or cannot be answered. */
export function RulesAnswer({ found: { acceptance } }: { readonly found: Shown }) {
  const say = useWords()
  if (acceptance === null) return null
  const { answer, code, rules } = acceptance
  const telling = rules.filter(({ result }) => result !== 'passed')
  const key = code === 'rules.none' ? 'rules.none-here' : `rules.${answer}`
  return (
    <div class={`rules ${answer}`}>
      <p>
        <strong>{say(key, { country: countryText(country.value) })}</strong>
      </p>
      {telling.length > 0 && (
        <ul>
          {telling.map((rule) => (
            <li key={`${rule.type} ${rule.identifier}`}>
              {say('rules.one', { result: say('rule.result', { result: rule.result }), rule: ruleText(rule) })}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
