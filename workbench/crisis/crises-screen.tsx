import { type CrisisRow, listCrises, type OfficerMe, proposeCrisis } from '@consular/api'
import { CrisisKind } from '@consular/domain/crisis'
import { Button, type Column, DataTable, Field, Form, freshId, Notice, Select, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { MissionPlace, useMission } from '../health/mission.tsx'
import { attempt, fault, news, sending } from '../health/send.ts'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { go } from '../shell/navigate.ts'
import { ask } from '../shell/session.ts'
import { writeMoment } from '../shell/time.ts'
import { AreaFields, areaOf, useAreaDraft } from './area-fields.tsx'
import './crisis.css'

const roles = ['duty', 'deputy', 'head', 'ministry-duty']
const path = '/workbench/crises'

/** The crises of a mission, and the form that proposes one. */
export function CrisesScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const at = useMission(officer, roles)
  const crises = useSignal<readonly CrisisRow[] | null>(null)
  const mission = at?.mission ?? ''
  const read = async () => {
    const answer = await ask(listCrises, { query: { mission } })
    if (answer.ok) crises.value = answer.value.crises
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => {
    crises.value = null
    if (!mission) return
    void read()
  }, [mission])
  useEffect(() => {
    document.title = `${say('crisis.title')} – ${say('workbench')}`
  }, [say])
  if (!at) return <Notice>{say('officer.nowhere')}</Notice>
  return (
    <MissionPlace officer={officer} title={say('crisis.title')} at={at} roles={roles} path={path}>
      <p class="lead-in">{say('crisis.about')}</p>
      {crises.value === null ? (
        <p class="quiet loading">{fault.value ? '' : say('loading')}</p>
      ) : (
        <DataTable
          caption={say('crisis.title')}
          columns={columns()}
          rows={crises.value}
          rowKey={({ id }) => id}
          empty={say('crisis.none')}
        />
      )}
      <ProposeForm mission={mission} />
    </MissionPlace>
  )
}

function columns(): Column<CrisisRow>[] {
  const { say, language } = spoken.value
  return [
    {
      key: 'title',
      heading: say('crisis.what'),
      cell: ({ id, title, reference }) => (
        <>
          <a href={`${path}/${id}`} class="row-link">
            {title}
          </a>{' '}
          <span class="quiet small">{reference}</span>
        </>
      ),
    },
    { key: 'state', heading: say('crisis.state'), cell: ({ state }) => say(`crisis.state.${state}`) },
    { key: 'kind', heading: say('crisis.kind'), cell: ({ kind }) => say(`crisis.kind.${kind}`) },
    { key: 'at', heading: say('crisis.happened'), cell: ({ happenedAt }) => writeMoment(happenedAt, language) },
    { key: 'by', heading: say('crisis.proposed-by'), cell: ({ proposedBy }) => proposedBy.name },
  ]
}

/** What was typed as an hour of UTC: `2026-11-23T01:14`; null where it is none. */
function instantFrom(text: string): string | null {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime('UTC').toInstant().toString()
  } catch {
    return null
  }
}

/** Proposes a crisis; its id is made here, so that sending twice proposes once. */
function ProposeForm({ mission }: { readonly mission: string }) {
  const say = useWords()
  const id = useRef(freshId())
  const [kind, title, when, isWrong] = [
    useSignal<CrisisKind>('disaster'),
    useSignal(''),
    useSignal(''),
    useSignal(false),
  ]
  const draft = useAreaDraft()
  const send = async () => {
    const happenedAt = instantFrom(when.value)
    isWrong.value = happenedAt === null
    const area = await areaOf(draft)
    if (area === null || happenedAt === null) return
    await attempt(
      () =>
        ask(proposeCrisis, {
          params: { crisis: id.current },
          body: { mission, kind: kind.value, title: title.value, happenedAt, area },
        }),
      (crisis) => {
        id.current = freshId()
        news.value = say('crisis.proposed')
        go(`${path}/${crisis.id}`)
      },
    )
  }
  return (
    <Form look="card stack" label={say('crisis.propose')} onSend={() => void send()}>
      <h2>{say('crisis.propose')}</h2>
      <Select
        id="kind"
        label={say('crisis.kind')}
        options={CrisisKind.options.map((value) => ({ value, label: say(`crisis.kind.${value}`) }))}
        value={kind.value}
        onChange={(value) => {
          kind.value = CrisisKind.parse(value)
        }}
      />
      <TextInput
        id="title"
        label={say('crisis.name')}
        hint={say('crisis.name.hint')}
        value={title.value}
        onChange={(value) => {
          title.value = value
        }}
      />
      <Field id="when" label={say('crisis.when')} error={isWrong.value ? say('crisis.when.bad') : undefined}>
        <input
          id="when"
          name="when"
          type="datetime-local"
          class="input medium"
          value={when.value}
          aria-invalid={isWrong.value ? 'true' : undefined}
          onInput={(event) => {
            when.value = event.currentTarget.value
          }}
        />
      </Field>
      <AreaFields draft={draft} />
      <Button type="submit" busy={sending.value}>
        {say('crisis.propose.send')}
      </Button>
    </Form>
  )
}
