import { type AnswerOf, listDocuments, type OfficerMe } from '@consular/api'
import { type Column, DataTable, Notice, Tag, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { nameOf, whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { writeMoment } from '../shell/time.ts'
import { MissionPlace, useMission } from './mission.tsx'
import { fault } from './send.ts'

const roles = ['reviewer', 'approver']
const path = '/workbench/health/papers'

type Row = AnswerOf<typeof listDocuments>['documents'][number]

/** The papers of a mission that wait for an officer or for a second one. A line tells nothing of a person. */
export function PapersScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const at = useMission(officer, roles)
  const rows = useSignal<readonly Row[] | null>(null)
  const mission = at?.mission ?? ''
  const read = async () => {
    if (!mission) return
    const answer = await ask(listDocuments, { query: { mission } })
    if (answer.ok) rows.value = answer.value.documents
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => {
    rows.value = null
    fault.value = null
    void read()
  }, [mission])
  useEffect(() => {
    document.title = `${say('papers.title')} – ${say('workbench')}`
  }, [say])
  if (!at) return <Notice>{say('officer.nowhere')}</Notice>
  return (
    <MissionPlace officer={officer} title={say('papers.title')} at={at} roles={roles} path={path}>
      <p class="lead-in">{say('papers.about')}</p>
      {rows.value === null ? (
        <p class="quiet loading">{fault.value ? '' : say('loading')}</p>
      ) : (
        <DataTable
          caption={say('papers.title')}
          columns={columnsOf()}
          rows={rows.value}
          rowKey={({ id }) => id}
          empty={say('papers.none')}
        />
      )}
    </MissionPlace>
  )
}

function columnsOf(): Column<Row>[] {
  const { say, language } = spoken.value
  return [
    {
      key: 'paper',
      heading: say('papers.paper'),
      cell: ({ id, kind, createdAt }) => (
        <a href={`${path}/${id}`} class="row-link">
          {nameOf('papers.kind', kind)} · {writeMoment(createdAt, language)}
        </a>
      ),
    },
    {
      key: 'state',
      heading: say('papers.state'),
      cell: ({ state, confirmedByMe }) => (
        <>
          <Tag colour={state === 'waiting' ? 'blue' : 'amber'}>{say(`papers.state.${state}`)}</Tag>
          {confirmedByMe && <span class="quiet small"> {say('papers.by-you')}</span>}
        </>
      ),
    },
  ]
}
