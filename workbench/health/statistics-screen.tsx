import { type AnswerOf, healthStatistics, type OfficerMe } from '@consular/api'
import { type Column, DataTable, Notice, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { MissionPlace, useMission } from './mission.tsx'
import { fault, quiet } from './send.ts'

type Statistics = AnswerOf<typeof healthStatistics>

const roles = ['approver', 'ministry-analyst']
const path = '/workbench/health/statistics'
const groups = ['record', 'certificate', 'revocation'] as const

/** One line of a table: a kind, and its counts by month. */
interface Line {
  readonly kind: string
  readonly counts: ReadonlyMap<string, number | null>
}

/** Counts of a mission by month; small ones are not shown. */
export function StatisticsScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const at = useMission(officer, roles)
  const statistics = useSignal<Statistics | null>(null)
  const mission = at?.mission ?? ''
  const read = async () => {
    if (!mission) return
    const answer = await ask(healthStatistics, { query: { mission } })
    if (answer.ok) statistics.value = answer.value
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => {
    quiet()
    statistics.value = null
    void read()
  }, [mission])
  useEffect(() => {
    document.title = `${say('statistics.title')} – ${say('workbench')}`
  }, [say])
  if (!at) return <Notice>{say('officer.nowhere')}</Notice>
  const known = statistics.value
  return (
    <MissionPlace officer={officer} title={say('statistics.title')} at={at} roles={roles} path={path}>
      <p class="lead-in">{say('statistics.about')}</p>
      {known === null ? (
        <p class="quiet loading">{fault.value ? '' : say('loading')}</p>
      ) : (
        groups.map((group) => <Counts key={group} group={group} statistics={known} />)
      )}
    </MissionPlace>
  )
}

/** The newest months that fit beside each other. */
const mostMonths = 6

function Counts({ group, statistics: { least, rows } }: { readonly group: string; readonly statistics: Statistics }) {
  const say = useWords()
  const own = rows.filter(({ kind }) => kind.startsWith(`${group}.`))
  const months = [...new Set(own.map(({ month }) => month))].toSorted().slice(-mostMonths)
  const lines = [...Map.groupBy(own, ({ kind }) => kind)].map(
    ([kind, cells]): Line => ({ kind, counts: new Map(cells.map(({ month, count }) => [month, count])) }),
  )
  return (
    <section class="stack" aria-labelledby={`statistics-${group}`}>
      <h2 id={`statistics-${group}`}>{say(`statistics.${group}`)}</h2>
      <DataTable
        caption={say(`statistics.${group}`)}
        columns={columnsOf(months, least)}
        rows={lines}
        rowKey={({ kind }) => kind}
        empty={say('statistics.none')}
      />
    </section>
  )
}

function columnsOf(months: readonly string[], least: number): Column<Line>[] {
  const { say, language } = spoken.value
  const name = (month: string): string =>
    Temporal.PlainDate.from(`${month}-01`).toLocaleString(language === 'en' ? 'en-GB' : 'zh-CN', {
      year: 'numeric',
      month: 'short',
    })
  return [
    { key: 'kind', heading: say('statistics.kind'), cell: ({ kind }) => say(`statistics.${kind}`) },
    ...months.map(
      (month): Column<Line> => ({
        key: month,
        heading: name(month),
        number: true,
        cell: ({ counts }) => {
          const count = counts.get(month)
          if (count === undefined) return '–'
          return count ?? <span title={say('statistics.hidden', { least })}>{say('statistics.hidden.short')}</span>
        },
      }),
    ),
  ]
}
