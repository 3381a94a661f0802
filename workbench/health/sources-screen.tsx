import { listSources, type OfficerMe, renewSourceKey, type SourceView, setSourceActive } from '@consular/api'
import { Button, type Column, DataTable, Notice, Tag, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { nameOf, whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { writeMoment } from '../shell/time.ts'
import { ApiKeyDialog } from './api-key-dialog.tsx'
import { MissionPlace, useMission } from './mission.tsx'
import { attempt, fault, news, quiet, sending } from './send.ts'
import { SourceForm } from './source-form.tsx'

const roles = ['mission-admin', 'reviewer', 'approver']
const path = '/workbench/health/sources'

/** The laboratories and clinics of a mission: who may send health records, since when, how many. */
export function SourcesScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const at = useMission(officer, roles)
  const sources = useSignal<readonly SourceView[] | null>(null)
  const editing = useSignal<SourceView | 'new' | null>(null)
  const apiKey = useSignal<string | null>(null)
  const mission = at?.mission ?? ''
  const read = async () => {
    if (!mission) return
    const answer = await ask(listSources, { query: { mission } })
    if (answer.ok) sources.value = answer.value.sources
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => {
    quiet()
    sources.value = null
    editing.value = null
    void read()
  }, [mission])
  useEffect(() => {
    document.title = `${say('sources.title')} – ${say('workbench')}`
  }, [say])
  if (!at) return <Notice>{say('officer.nowhere')}</Notice>
  const mayChange = at.roles.includes('mission-admin')
  const settle = (key: string | null, said: string) => {
    apiKey.value = key
    editing.value = null
    news.value = said
    void read()
  }
  return (
    <MissionPlace officer={officer} title={say('sources.title')} at={at} roles={roles} path={path}>
      <p class="lead-in">{say('sources.about')}</p>
      {mayChange && editing.value === null && (
        <div class="buttons">
          <Button onPress={() => void (editing.value = 'new')}>{say('sources.register')}</Button>
        </div>
      )}
      {editing.value !== null && (
        <SourceForm
          key={editing.value === 'new' ? 'new' : editing.value.id}
          mission={mission}
          source={editing.value === 'new' ? null : editing.value}
          onDone={settle}
          onClose={() => void (editing.value = null)}
        />
      )}
      {sources.value === null ? (
        <p class="quiet loading">{fault.value ? '' : say('loading')}</p>
      ) : (
        <DataTable
          caption={say('sources.title')}
          columns={columnsOf(mayChange ? { edit: (source) => void (editing.value = source), settle } : null)}
          rows={sources.value}
          rowKey={({ id }) => id}
          empty={say('sources.none')}
        />
      )}
      <ApiKeyDialog apiKey={apiKey.value} onClose={() => void (apiKey.value = null)} />
    </MissionPlace>
  )
}

interface Acts {
  readonly edit: (source: SourceView) => void
  readonly settle: (key: string | null, said: string) => void
}

function columnsOf(acts: Acts | null): Column<SourceView>[] {
  const { say, language } = spoken.value
  return [
    {
      key: 'name',
      heading: say('sources.name'),
      cell: (source) => (
        <>
          <strong>{source.name}</strong>
          <br />
          <span class="quiet small source-about">
            {nameOf('sources.kind', source.kind)} · {source.country} · {source.accreditation}
          </span>
          {acts && <Act source={source} {...acts} />}
        </>
      ),
    },
    {
      key: 'state',
      heading: say('sources.state'),
      cell: ({ active }) => (
        <Tag colour={active ? 'green' : 'grey'}>{say(active ? 'sources.active' : 'sources.suspended')}</Tag>
      ),
    },
    { key: 'records', heading: say('sources.records'), number: true, cell: ({ records }) => records },
    {
      key: 'key',
      heading: say('sources.thumbprint'),
      cell: ({ keyThumbprint }) => <span class="mono small thumbprint">{keyThumbprint}</span>,
    },
    {
      key: 'since',
      heading: say('sources.since'),
      cell: ({ registeredAt, registeredBy }) => (
        <span class="small">
          {writeMoment(registeredAt, language)}
          <br />
          {registeredBy.name}
        </span>
      ),
    },
  ]
}

function Act({ source, edit, settle }: Acts & { readonly source: SourceView }) {
  const say = useWords()
  const params = { source: source.id }
  const { name } = source
  const renew = () =>
    attempt(
      () => ask(renewSourceKey, { params }),
      ({ apiKey }) => settle(apiKey, say('sources.renewed', { name })),
    )
  const toggle = () =>
    attempt(
      () => ask(setSourceActive, { params, body: { active: !source.active } }),
      ({ active }) => settle(null, say(active ? 'sources.resumed' : 'sources.stopped', { name })),
    )
  const about = (act: string) => say('sources.of', { act: say(act), name })
  return (
    <div class="row-acts">
      <button type="button" class="link" aria-label={about('sources.change')} onClick={() => edit(source)}>
        {say('sources.change')}
      </button>
      <button
        type="button"
        class="link"
        aria-label={about('sources.renew')}
        disabled={sending.value}
        onClick={() => void renew()}
      >
        {say('sources.renew')}
      </button>
      <button
        type="button"
        class="link"
        aria-label={about(source.active ? 'sources.stop' : 'sources.resume')}
        disabled={sending.value}
        onClick={() => void toggle()}
      >
        {say(source.active ? 'sources.stop' : 'sources.resume')}
      </button>
    </div>
  )
}
