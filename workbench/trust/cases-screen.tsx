import { listCases, type OfficerMe, putCase, removeCase } from '@consular/api'
import { DataTable, TextButton, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { TrustFrame } from './frame.tsx'
import { freshId, useReading } from './reading.ts'

type Json = { readonly [member: string]: unknown }
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A payload in a file: of a test of a rule with its clock, or bare. */
function caseIn(text: string): { readonly payload: Json; readonly clock: string } | null {
  try {
    const json: unknown = JSON.parse(text)
    if (!isObject(json)) return null
    const external = isObject(json['external']) ? json['external'] : {}
    const given = typeof external['validationClock'] === 'string' ? external['validationClock'] : null
    const clock = given === null ? Temporal.Now.instant() : Temporal.Instant.from(given)
    return {
      payload: isObject(json['payload']) ? json['payload'] : json,
      clock: clock.toString({ smallestUnit: 'second' }),
    }
  } catch {
    return null
  }
}

const factsIn = (facts: Json): string =>
  JSON.stringify(facts)
    .replaceAll(/["{}[\]]/g, '')
    .replaceAll(',', ', ')

/** The past cases on which rules are tried: of nobody in particular. */
export function CasesScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const { value, fault, again } = useReading(listCases, {})
  const [title, refused, good] = [useSignal(''), useSignal<string | null>(null), useSignal<string | null>(null)]
  const bring = async (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])]
    const texts = await Promise.all(files.map((file) => file.text()))
    input.value = ''
    let kept = 0
    refused.value = null
    for (const [at, text] of texts.entries()) {
      const found = caseIn(text)
      const name = title.value.trim() || (files[at]?.name ?? '')
      const answer = found
        ? await ask(putCase, { params: { case: freshId() }, body: { title: name, ...found } })
        : ({ ok: false, refusal: { code: 'case.facts' } } as const)
      if (answer.ok) kept++
      else refused.value = `${files[at]?.name ?? ''}: ${whyRefused(answer.refusal)}`
    }
    good.value = kept > 0 ? say('cases.kept', { count: kept }) : null
    again()
  }
  const remove = async (id: string) => {
    const answer = await ask(removeCase, { params: { case: id } })
    refused.value = answer.ok ? null : whyRefused(answer.refusal)
    again()
  }
  return (
    <TrustFrame officer={officer} title={say('cases.title')} fault={refused.value ?? fault} good={good.value}>
      <p>{say('cases.about')}</p>
      <div class="trust-form">
        <TextInput
          id="title"
          label={say('cases.name')}
          hint={say('cases.name.hint')}
          value={title.value}
          typing={{ maxLength: 120 }}
          onChange={(next) => void (title.value = next)}
        />
        <div class="field">
          <label class="label" for="case-files">
            {say('cases.files')}
          </label>
          <div class="hint" id="case-files-hint">
            {say('cases.files.hint')}
          </div>
          <div class="upload">
            <input
              id="case-files"
              type="file"
              multiple
              accept=".json"
              aria-describedby="case-files-hint"
              onChange={(event) => void bring(event.currentTarget)}
            />
            <span class="button plain" aria-hidden="true">
              {say('lists.choose')}
            </span>
          </div>
        </div>
      </div>
      {!value && !fault && <p class="quiet loading">{say('loading')}</p>}
      {value && (
        <DataTable
          caption={say('cases.title')}
          rows={value.cases}
          rowKey={({ id }) => id}
          empty={say('cases.none')}
          columns={[
            { key: 'title', heading: say('cases.name'), cell: ({ title: name }) => name },
            {
              key: 'facts',
              heading: say('cases.facts'),
              cell: ({ facts }) => <span class="small">{factsIn(facts)}</span>,
            },
            {
              key: 'remove',
              heading: say('cases.remove.column'),
              cell: ({ id, title: name }) => (
                <TextButton onPress={() => void remove(id)}>
                  {say('cases.remove')}
                  <span class="hidden"> {name}</span>
                </TextButton>
              ),
            },
          ]}
        />
      )}
    </TrustFrame>
  )
}
