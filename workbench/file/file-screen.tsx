import type { CaseFile, OfficerMe } from '@consular/api'
import { Button, Notice, useWords } from '@consular/ui'
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { isTakeable } from '../queue/choose.ts'
import { addressOfQueue, chosen, nextAfter, place, placeOf, rows, showQueue } from '../queue/queue.ts'
import { nameOf, whyRefused } from '../shell/names.ts'
import { go } from '../shell/navigate.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { StepUp } from '../shell/step-up.tsx'
import { ActionBar } from './action-bar.tsx'
import { AnswerList } from './answer-list.tsx'
import {
  actionFault,
  addressOfFile,
  close,
  done,
  file,
  fileFault,
  isPurpose,
  open,
  type Purpose,
  purposeOfQueue,
} from './case.ts'
import { learnCatalogue } from './catalogue.ts'
import { draftOf } from './drafts.ts'
import { FileHead } from './file-head.tsx'
import { Hands, History, PromiseCard } from './history.tsx'
import { MrzBox } from './mrz-box.tsx'
import { OpenPanel } from './open-panel.tsx'
import { OrderCard } from './order-card.tsx'
import { Pictures } from './pictures.tsx'
import { RefusalLetter } from './refusal-panel.tsx'
import { WarningList } from './warning-list.tsx'

/** The neighbour of a file in its queue, up or down; null at the ends. */
function neighbour(id: string, by: 1 | -1): string | null {
  if (by === 1) return nextAfter(id)
  const above = rows.value.slice(
    0,
    rows.value.findIndex((row) => row.id === id),
  )
  return above.findLast((row) => isTakeable(row, place.value?.queue ?? 'done'))?.id ?? null
}

function useFileKeys(id: string): void {
  const step = (by: 1 | -1) => {
    const to = neighbour(id, by)
    const purpose = place.value ? purposeOfQueue[place.value.queue] : null
    if (!to || !purpose) return
    done.value = null
    go(addressOfFile(to, purpose), { replace: true })
  }
  useShortcuts({ j: () => step(1), k: () => step(-1) })
}

function News() {
  const { panel } = file.value ? draftOf(file.value.id) : { panel: null }
  return (
    <>
      <div role="status">{done.value && <Notice tone="good">{done.value}</Notice>}</div>
      {panel === null && <div role="alert">{actionFault.value && <Notice tone="bad">{actionFault.value}</Notice>}</div>}
    </>
  )
}

function Case({
  current,
  purpose,
  officer,
}: {
  readonly current: CaseFile
  readonly purpose: Purpose
  readonly officer: OfficerMe
}) {
  const say = useWords()
  const { id } = officer.officer
  return (
    <>
      <FileHead file={current} />
      <div class="file-body">
        <div class="file-left">
          <News />
          <div class="stack">
            <OpenPanel
              key={`${current.id} ${draftOf(current.id).panel}`}
              file={current}
              purpose={purpose}
              officer={id}
            />
            {current.defects.length > 0 && (
              <Notice title={say('file.defects')}>
                <ul>
                  {current.defects.map(({ code, note }) => (
                    <li key={code}>
                      {nameOf('defect', code)}
                      {note && <span class="quiet"> – {note}</span>}
                    </li>
                  ))}
                </ul>
              </Notice>
            )}
            {current.refusal && draftOf(current.id).panel !== 'refuse' && <RefusalLetter {...current.refusal} />}
            <WarningList file={current} purpose={purpose} />
            <MrzBox file={current} purpose={purpose} />
            <AnswerList file={current} officer={id} />
            <OrderCard file={current} />
            <PromiseCard file={current} />
            <Hands file={current} />
            <History file={current} />
          </div>
        </div>
        <div class="file-right">
          <Pictures key={current.id} file={current} />
        </div>
      </div>
      <ActionBar file={current} officer={id} />
      <StepUp officer={officer} />
    </>
  )
}

/** One file: answers beside pictures, what the checks found, what can be decided. */
export function FileScreen({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const { params } = useRoute()
  const { query } = useLocation()
  const id = params['id'] ?? ''
  const purpose = isPurpose(query['for']) ? query['for'] : 'review'
  useEffect(() => {
    void learnCatalogue()
    if (place.value === null) showQueue(placeOf(officer, purpose === 'second-review' ? { queue: 'decision' } : {}))
    void open(id, purpose)
    if (rows.value.some((row) => row.id === id)) chosen.value = id
  }, [id, purpose])
  useEffect(() => close, [])
  const current = file.value?.id === id ? file.value : null
  useEffect(() => {
    if (!current) return
    document.title = `${current.reference} – ${say('workbench')}`
    scrollTo(0, 0)
    if (draftOf(id).panel === null) document.querySelector<HTMLElement>('.file-head h1')?.focus({ preventScroll: true })
  }, [current?.id])
  useFileKeys(id)
  if (current) return <Case key={current.id} current={current} purpose={purpose} officer={officer} />
  return <Missing />
}

function Missing() {
  const say = useWords()
  const refusal = fileFault.value
  const at = place.value
  if (!refusal) return <p class="quiet loading">{say('loading')}</p>
  return (
    <div class="stack narrow">
      <h1>{say('file.closed')}</h1>
      <Notice tone="bad">{whyRefused(refusal)}</Notice>
      {refusal.code.startsWith('access.') && <p>{say('file.closed.seen')}</p>}
      <Button onPress={() => go(at ? addressOfQueue(at.mission, at.queue) : '/workbench/')}>{say('file.back')}</Button>
    </div>
  )
}
