import type { CaseFile } from '@consular/api'
import { Tag, useWords } from '@consular/ui'
import { spoken } from '../shell/language.ts'
import { nameOf } from '../shell/names.ts'
import { writeDate } from '../shell/time.ts'
import { actionsOf } from './actions.ts'
import { answerPages, isCorrected } from './answers.ts'
import { showPanel } from './case.ts'
import { catalogue, pagesOf } from './catalogue.ts'
import { returnFilter } from './return-panel.tsx'

/** An answer in words: a date written out, a country or an option by its name, else as it was typed. */
function inWords(field: string, value: string): string {
  const { language, knows } = spoken.value
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return writeDate(value, language)
  if (field === 'country' && /^[A-Z]{2}$/.test(value))
    return new Intl.DisplayNames(language, { type: 'region' }).of(value) ?? value
  const own = `option.${field}.${value}`
  return knows(own) ? nameOf(`option.${field}`, value) : nameOf('option', value)
}

/** What the applicant answered, page by page, each with a way to name its fault. */
export function AnswerList({ file, officer }: { readonly file: CaseFile; readonly officer: string }) {
  const say = useWords()
  const mayReturn = actionsOf(file, officer).some(({ move, whyNot }) => move === 'return' && whyNot === null)
  const faulty = new Set(catalogue.value?.defects.flatMap(({ fields }) => fields))
  const nameFault = (field: string) => {
    returnFilter.value = nameOf('field', field)
    showPanel(file.id, 'return')
  }
  return (
    <section class="card stack" aria-labelledby="answers-title">
      <h2 id="answers-title">{say('answers.title')}</h2>
      {answerPages(file, pagesOf(file.service)).map(({ id, fields }) => (
        <dl key={id} class="case-answers" aria-label={nameOf('page', id)}>
          {fields.map((field) => (
            <div key={field}>
              <dt>{nameOf('field', field)}</dt>
              <dd>
                {inWords(field, file.answers[field]?.value ?? '')}
                {isCorrected(file, field) && <Tag colour="blue">{say('answers.corrected')}</Tag>}
                {mayReturn && faulty.has(field) && (
                  <button type="button" class="link name-fault" onClick={() => nameFault(field)}>
                    {say('answers.fault')}
                    <span class="hidden">{nameOf('field', field)}</span>
                  </button>
                )}
              </dd>
            </div>
          ))}
        </dl>
      ))}
      <dl class="case-answers" aria-label={say('answers.contact')}>
        <div>
          <dt>{say('answers.email')}</dt>
          <dd>{file.applicant.email}</dd>
        </div>
        {file.applicant.phones.length > 0 && (
          <div>
            <dt>{say('answers.phone')}</dt>
            <dd>{file.applicant.phones.join(', ')}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}
