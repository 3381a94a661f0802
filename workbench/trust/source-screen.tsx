import {
  beginTrustList,
  fetchTrustSource,
  listTrustHistory,
  listTrustSources,
  type OfficerMe,
  type TrustListFile,
  type TrustListRow,
  type TrustSourceView,
} from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { Button, Progress, SummaryList, useWords } from '@consular/ui'
import { type Signal, useSignal } from '@preact/signals'
import { whyRefused } from '../shell/names.ts'
import { go } from '../shell/navigate.ts'
import { ask } from '../shell/session.ts'
import { TrustFrame } from './frame.tsx'
import { HistoryTable } from './history-table.tsx'
import { freshId, useReading } from './reading.ts'
import { sendList } from './upload.ts'

/** Leads to the list that came of it, or says why none did. */
const lead = (fault: Signal<string | null>) => (answer: Result<TrustListFile>) => {
  fault.value = answer.ok ? null : whyRefused(answer.refusal)
  if (answer.ok) go(`/workbench/trust/lists/${answer.value.row.id}`)
}

function Upload({ source, fault }: { readonly source: string; readonly fault: Signal<string | null> }) {
  const say = useWords()
  const progress = useSignal<number | null>(null)
  const choose = async (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])]
    input.value = ''
    if (files.length === 0) return
    progress.value = 0
    lead(fault)(await sendList(source, files, (done) => void (progress.value = done)))
    progress.value = null
  }
  return (
    <div class="field">
      <label class="label" for="list-files">
        {say('lists.upload')}
      </label>
      <div id="list-files-hint" class="hint">
        {say('lists.upload.hint')}
      </div>
      <div class="upload">
        <input
          id="list-files"
          type="file"
          multiple
          aria-describedby="list-files-hint"
          onChange={(event) => void choose(event.currentTarget)}
        />
        <span class="button plain" aria-hidden="true">
          {say('lists.choose')}
        </span>
      </div>
      {progress.value !== null && <Progress label={say('lists.upload.going')} done={progress.value} />}
    </div>
  )
}

function Terms({ source }: { readonly source: TrustSourceView }) {
  const say = useWords()
  const { terms, anchorDigest } = source
  const lines: readonly (readonly [string, string | null])[] = [
    ['kind', say(`lists.kind.${terms.kind}`)],
    ['anchor', anchorDigest ?? say('lists.anchor.none')],
    ['country', terms.country],
    ['issuer', terms.issuer],
    ['addresses', terms.addresses.length === 0 ? null : terms.addresses.join(' ')],
    ['hours', terms.everyHours === null ? null : say('lists.every', { hours: terms.everyHours })],
    ['by', say('lists.registered', { name: source.registeredBy.name, number: source.registeredBy.number })],
  ]
  return (
    <SummaryList
      answers={lines.flatMap(([key, value]) =>
        value === null
          ? []
          : [
              {
                key,
                term: say(`lists.term.${key}`),
                value: <span class={key === 'anchor' ? 'mono trust-digest' : ''}>{value}</span>,
              },
            ],
      )}
    />
  )
}

/** A source: what its lists are checked against, how a new one comes, and every list that there was. */
export function SourceScreen({ officer, id = '' }: { readonly officer: OfficerMe; readonly id?: string }) {
  const say = useWords()
  const sources = useReading(listTrustSources, {})
  const history = useReading(listTrustHistory, { params: { trustSource: id } })
  const [fault, busy] = [useSignal<string | null>(null), useSignal(false)]
  const source = sources.value?.sources.find((each) => each.id === id)
  const begin = async (origin: 'return' | 'end', row?: TrustListRow) => {
    const body = { source: id, origin, files: [], ...(row ? { returnsTo: row.id } : {}) }
    lead(fault)(await ask(beginTrustList, { params: { trustList: freshId() }, body }))
  }
  const fetchNow = async () => {
    busy.value = true
    lead(fault)(await ask(fetchTrustSource, { params: { trustSource: id } }))
    busy.value = false
  }
  return (
    <TrustFrame
      officer={officer}
      title={source?.terms.name ?? say('lists.source')}
      back={{ href: '/workbench/trust', label: say('lists.title') }}
      fault={fault.value ?? sources.fault ?? history.fault}
    >
      {source && (
        <>
          <Terms source={source} />
          {source.anchorDigest && <p class="hint">{say('lists.anchor.compare')}</p>}
          <h2>{say('lists.newer')}</h2>
          <Upload source={id} fault={fault} />
          <div class="buttons">
            {source.terms.addresses.length > 0 && (
              <Button look="plain" busy={busy.value} onPress={() => void fetchNow()}>
                {say('lists.fetch')}
              </Button>
            )}
            {source.current && source.current.origin !== 'end' && (
              <Button look="plain" onPress={() => void begin('end')}>
                {say('lists.end')}
              </Button>
            )}
          </div>
          <h2>{say('lists.history')}</h2>
          {history.value && <HistoryTable rows={history.value.lists} onReturn={(row) => void begin('return', row)} />}
        </>
      )}
      {!source && !sources.fault && <p class="quiet loading">{say('loading')}</p>}
    </TrustFrame>
  )
}
