import { describeCase } from '@consular/api'
import { AssistanceTypeCode } from '@consular/domain/assistance'
import { Button, Form, Select, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { spoken } from '../shell/language.ts'
import { listOf } from '../shell/names.ts'
import { type CaseProps, optionsOf, Section, useAct } from './section.tsx'

/** What kind of help a case is, on which law it rests, and whom it is about. */
export function KindForm({ found, onDone }: CaseProps) {
  const say = useWords()
  const send = useAct({ found, onDone })
  const { work } = found
  const [type, country] = [useSignal(found.type ?? work.suggestedType ?? ''), useSignal(work.country ?? '')]
  const [name, born] = [useSignal(work.personName ?? namedIn(found)), useSignal(work.personBorn ?? '')]
  const keep = () => {
    const chosen = AssistanceTypeCode.safeParse(type.value)
    if (!chosen.success) return
    send(describeCase, {
      type: chosen.data,
      country: country.value.trim() === '' ? null : country.value.trim().toUpperCase(),
      personName: name.value.trim() === '' ? null : name.value,
      personBorn: born.value.trim() === '' ? null : born.value.trim(),
    })
  }
  return (
    <Section id="kind" title={say('case.about')} open={found.type === null}>
      <Form look="stack" label={say('case.about')} onSend={keep}>
        <Select
          id="case-type"
          label={say('case.type')}
          options={[
            { value: '', label: say('case.type.choose') },
            ...optionsOf('case.type', AssistanceTypeCode.options),
          ]}
          value={type.value}
          hint={work.suggestedType && say('case.type.suggested', { type: say(`case.type.${work.suggestedType}`) })}
          onChange={(next) => {
            type.value = next
          }}
        />
        {(
          [
            ['case.person', name, undefined],
            ['case.born', born, say('case.born.hint')],
            ['case.country', country, say('case.country.hint')],
          ] as const
        ).map(([key, value, hint]) => (
          <TextInput
            key={key}
            id={key.replace('.', '-')}
            label={say(key)}
            hint={hint}
            value={value.value}
            onChange={(next) => {
              value.value = next
            }}
          />
        ))}
        <Button type="submit">{say('case.about.send')}</Button>
      </Form>
    </Section>
  )
}

/** Whom the reports name. */
const namedIn = ({ list }: CaseProps['found']): string => list.find(({ about }) => about?.name)?.about?.name ?? ''

/** The law that a case rests on: the ministry's own, and the Convention. */
export function Basis({ found: { work } }: Pick<CaseProps, 'found'>) {
  const say = useWords()
  const law = spoken.value.language === 'en' ? work.law.en : work.law.zh
  return (
    <>
      {work.article !== null && (
        <p>
          {say('case.article', { law, article: work.article })}{' '}
          {work.articleToConfirm && <span class="quiet small">{say('case.article.verify')}</span>}
        </p>
      )}
      {work.convention.length > 0 && (
        <p class="quiet small">{say('case.convention', { articles: listOf(work.convention) })}</p>
      )}
    </>
  )
}

/** What we cannot do for somebody, to be said in time. */
export function Limits({ found }: Pick<CaseProps, 'found'>) {
  const say = useWords()
  return (
    <Section id="limits" title={say('case.limits')}>
      <ul>
        {found.work.limits.map((limit) => (
          <li key={limit}>{say(`case.limit.${limit}`)}</li>
        ))}
      </ul>
    </Section>
  )
}
