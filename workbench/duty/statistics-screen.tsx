import { type AnswerOf, type OfficerMe, type QueryOf, readProtectionStatistics } from '@consular/api'
import { CountingPurpose } from '@consular/domain/assistance'
import { Button, type Column, DataTable, Form, Notice, Select, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { MissionPlace, useMission } from '../health/mission.tsx'
import { fault, quiet } from '../health/send.ts'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'

type Statistics = AnswerOf<typeof readProtectionStatistics>
type Cell = Statistics['cells'][number]
type Purpose = QueryOf<typeof readProtectionStatistics>['purpose']

const roles = ['ministry-analyst']
const path = '/workbench/protection/statistics'
/** The years that are offered: this one and those before it. */
const years = 6

/** Cases of a year by kind and mission, for an analyst who says what for. */
export function ProtectionStatisticsScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const at = useMission(officer, roles)
  const thisYear = Temporal.Now.plainDateISO('UTC').year
  const year = useSignal(String(thisYear))
  const purpose = useSignal<Purpose>('annual-report')
  const statistics = useSignal<Statistics | null>(null)
  const count = async () => {
    quiet()
    const answer = await ask(readProtectionStatistics, { query: { year: year.value, purpose: purpose.value } })
    if (answer.ok) statistics.value = answer.value
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => {
    quiet()
    document.title = `${say('counting.title')} – ${say('workbench')}`
  }, [say])
  if (!at) return <Notice>{say('officer.nowhere')}</Notice>
  return (
    <MissionPlace officer={officer} title={say('counting.title')} at={at} roles={roles} path={path}>
      <p class="lead-in">{say('counting.about')}</p>
      <Form look="stack form" onSend={() => void count()}>
        <Select
          id="year"
          label={say('counting.year')}
          options={Array.from({ length: years }, (_, back) => String(thisYear - back)).map((value) => ({
            value,
            label: value,
          }))}
          value={year.value}
          onChange={(value) => {
            year.value = value
            statistics.value = null
          }}
        />
        <Select
          id="purpose"
          label={say('counting.purpose')}
          options={CountingPurpose.options.map((value) => ({ value, label: say(`counting.purpose.${value}`) }))}
          value={purpose.value}
          onChange={(value) => (purpose.value = CountingPurpose.parse(value))}
        />
        <Button type="submit">{say('counting.count')}</Button>
      </Form>
      {statistics.value && <Counted statistics={statistics.value} />}
    </MissionPlace>
  )
}

function Counted({ statistics }: { readonly statistics: Statistics }) {
  const say = useWords()
  const { language } = spoken.value
  const locale = language === 'en' ? 'en-GB' : 'zh-CN'
  const date = Temporal.PlainDate.from(statistics.until).toLocaleString(locale, { dateStyle: 'long' })
  return (
    <>
      <p class="quiet">{say('counting.until', { date })}</p>
      <DataTable
        caption={say('counting.title')}
        columns={columnsOf(statistics)}
        rows={statistics.cells}
        rowKey={({ type, place }) => `${type} ${place}`}
        empty={say('counting.none')}
      />
    </>
  )
}

function columnsOf({ least, missions }: Statistics): Column<Cell>[] {
  const { say, language } = spoken.value
  return [
    { key: 'type', heading: say('protection.type'), cell: ({ type }) => say(`case.type.${type}`) },
    { key: 'mission', heading: say('counting.mission'), cell: ({ place }) => missions[place]?.[language] ?? place },
    {
      key: 'cases',
      heading: say('counting.cases'),
      number: true,
      cell: ({ count }) => count ?? <span title={say('counting.hidden', { least })}>{say('counting.few')}</span>,
    },
    ...(['read', 'contact', 'resolve'] as const).map(
      (name): Column<Cell> => ({
        key: name,
        heading: say(`counting.${name}`),
        number: true,
        cell: ({ measures }) => {
          const spread = measures?.[name]
          if (!spread) return '–'
          return say('counting.spread', { median: written(spread.median), ninetieth: written(spread.ninetieth) })
        },
      }),
    ),
  ]
}

/** Minutes as people say them: minutes, hours or days. */
function written(minutes: number): string {
  const locale = spoken.value.language === 'en' ? 'en-GB' : 'zh-CN'
  const [value, unit] =
    minutes < 120
      ? ([minutes, 'minute'] as const)
      : minutes < 2880
        ? ([minutes / 60, 'hour'] as const)
        : ([minutes / 1440, 'day'] as const)
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(value)
}
