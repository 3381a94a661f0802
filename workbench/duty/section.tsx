import type { AssistanceCaseView, BodyOf, Endpoint } from '@consular/api'
import { useWords } from '@consular/ui'
import type { ComponentChildren } from 'preact'
import { attempt, news } from '../health/send.ts'
import { spoken } from '../shell/language.ts'
import { ask } from '../shell/session.ts'

/** What every part of an open case is given: the case, and what to do with it as it is after an act. */
export interface CaseProps {
  readonly found: AssistanceCaseView
  readonly onDone: (next: AssistanceCaseView) => void
}

interface SectionProps {
  readonly id: string
  readonly title: string
  readonly open?: boolean
  readonly children: ComponentChildren
}

/** A part of a case that opens and closes: a long screen stays short. */
export const Section = ({ id, title, open = false, children }: SectionProps) => (
  <details class="card case-section" id={id} open={open}>
    <summary>
      <h2>{title}</h2>
    </summary>
    <div class="stack">{children}</div>
  </details>
)

type CaseAct = Endpoint & { readonly params: unknown; readonly body: unknown }

/** Sends an act in a case at the version that is on the screen, and says that it was kept. */
export function useAct({ found, onDone }: CaseProps) {
  const say = useWords()
  return <E extends CaseAct>(endpoint: E, body: Omit<BodyOf<E>, 'version'>, then?: () => void) =>
    void attempt(
      () => ask(endpoint, { params: { assistance: found.id }, body: { ...body, version: found.version } } as never),
      (next) => {
        news.value = say('case.kept')
        then?.()
        onDone(next as AssistanceCaseView)
      },
    )
}

/** A moment that was typed at the clock of the mission, as an instant; null where nothing was typed or it is no time. */
export function instantAt(local: string, timeZone: string): string | null {
  try {
    return Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant().toString()
  } catch {
    return null
  }
}

/** The present moment at the clock of the mission, as a control takes it. */
export const localNow = (now: string, timeZone: string): string =>
  Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })

/** Values of a closed list with their words. */
export const optionsOf = (prefix: string, values: readonly string[]) =>
  values.map((value) => ({ value, label: spoken.value.say(`${prefix}.${value}`) }))
