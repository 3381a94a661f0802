import { decideTrustList, type OfficerMe, openTrustList, proposeTrustList, type TrustListFile } from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { Button, Notice, SummaryList, TextArea, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { sentence, whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { Countries, Totals } from './difference.tsx'
import { TrustFrame } from './frame.tsx'
import { useReading, withPasskey, writeWhen } from './reading.ts'
import { StateTag } from './state-tag.tsx'

interface ActProps {
  readonly file: TrustListFile
  readonly officer: OfficerMe
  readonly take: (done: 'proposed' | 'approved' | 'rejected') => (answer: Result<TrustListFile>) => void
}

/** The two steps of a decision: the first officer proposes, the second approves or rejects. The server says no to whoever tries both. */
function Act({ file, officer, take }: ActProps) {
  const say = useWords()
  const [reason, wrong, busy] = [useSignal(''), useSignal<string | undefined>(undefined), useSignal(false)]
  const { row, against, reasonNeeded } = file
  const isMine = row.proposedBy?.id === officer.officer.id
  const params = { trustList: row.id }
  const seen = { version: row.version, against }
  const run = async (
    needed: boolean,
    send: () => Promise<Result<TrustListFile>>,
    done: 'proposed' | 'approved' | 'rejected',
  ) => {
    if (busy.value) return
    wrong.value = needed && reason.value.trim().length < 3 ? say('lists.reason.wrong') : undefined
    if (wrong.value) {
      document.getElementById('reason')?.focus()
      return
    }
    busy.value = true
    await withPasskey(send, take(done))
    busy.value = false
  }
  const written = () => (reason.value.trim().length < 3 ? {} : { reason: reason.value.trim() })
  const propose = () =>
    run(reasonNeeded, () => ask(proposeTrustList, { params, body: { ...seen, ...written() } }), 'proposed')
  const decide = (decision: 'approve' | 'reject') =>
    run(
      decision === 'reject',
      () => ask(decideTrustList, { params, body: { ...seen, decision, ...written() } }),
      decision === 'approve' ? 'approved' : 'rejected',
    )
  if (row.state === 'proposed' && isMine) return <Notice>{say('lists.own')}</Notice>
  return (
    <section aria-labelledby="act" class="card stack">
      <h2 id="act">{say(row.state === 'waiting' ? 'lists.act.first' : 'lists.act.second')}</h2>
      <TextArea
        id="reason"
        label={say(reasonNeeded && row.state === 'waiting' ? 'lists.reason.needed' : 'lists.reason')}
        value={reason.value}
        error={wrong.value}
        onChange={(value) => void (reason.value = value)}
      />
      <div class="buttons">
        {row.state === 'waiting' ? (
          <Button busy={busy.value} onPress={() => void propose()}>
            {say('lists.propose')}
          </Button>
        ) : (
          <Button busy={busy.value} onPress={() => void decide('approve')}>
            {say('lists.approve')}
          </Button>
        )}
        <Button look="plain" busy={busy.value} onPress={() => void decide('reject')}>
          {say('lists.reject')}
        </Button>
      </div>
    </section>
  )
}

function Facts({ file }: { readonly file: TrustListFile }) {
  const say = useWords()
  const { row, source, about } = file
  const lines: readonly (readonly [string, string | null])[] = [
    ['source', source.terms.name],
    ['proof', about === null ? null : say(about.proven ? 'lists.proof.good' : 'lists.proof.none')],
    ['anchor', source.anchorDigest],
    ['made', about?.at ? writeWhen(about.at) : null],
    [
      'received',
      row.receivedBy
        ? say('lists.by', { name: row.receivedBy.name, when: writeWhen(row.receivedAt) })
        : say('lists.by.schedule', { when: writeWhen(row.receivedAt) }),
    ],
    [
      'proposed',
      row.proposedBy && row.proposedAt
        ? say('lists.by', { name: row.proposedBy.name, when: writeWhen(row.proposedAt) })
        : null,
    ],
    [
      'decided',
      row.decidedBy && row.decidedAt
        ? say('lists.by', { name: row.decidedBy.name, when: writeWhen(row.decidedAt) })
        : null,
    ],
    ['reason', row.reason],
    [
      'files',
      file.files.length === 0
        ? null
        : file.files
            .map(({ name, size }) => `${name} (${size})`)
            .slice(0, 20)
            .join(', '),
    ],
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

function Marks({ file }: { readonly file: TrustListFile }) {
  const say = useWords()
  if (file.marks.length === 0) return null
  return (
    <Notice
      tone={file.reasonNeeded ? 'bad' : 'warn'}
      title={say(file.reasonNeeded ? 'lists.marks.bad' : 'lists.marks')}
    >
      <ul>
        {file.marks.map((mark) => (
          <li key={mark}>
            {say(`lists.mark.${mark}`, {
              countries: file.difference?.vanished.join(', ') ?? '',
              unchained: file.about?.unchained ?? 0,
              skipped: file.about?.skipped.reduce((sum, { count }) => sum + count, 0) ?? 0,
            })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** A list beside the one that counts: its proof, what it changes, and the decision of two officers. */
export function ListScreen({ officer, id = '' }: { readonly officer: OfficerMe; readonly id?: string }) {
  const say = useWords()
  const { value: file, fault, show, again } = useReading(openTrustList, { params: { trustList: id } })
  const [refused, good] = [useSignal<string | null>(null), useSignal<string | null>(null)]
  const take = (done: string) => (answer: Result<TrustListFile>) => {
    refused.value = answer.ok ? null : whyRefused(answer.refusal)
    good.value = answer.ok ? say(`lists.done.${done}`) : null
    if (answer.ok) show(answer.value)
    else if (answer.refusal.code === 'trust.changed-meanwhile') again()
    scrollTo({ top: 0 })
  }
  const back = {
    href: file ? `/workbench/trust/sources/${file.source.id}` : '/workbench/trust',
    label: file?.source.terms.name ?? say('lists.title'),
  }
  const isOpen = file?.row.state === 'waiting' || file?.row.state === 'proposed'
  return (
    <TrustFrame
      officer={officer}
      title={say('lists.list')}
      back={back}
      fault={refused.value ?? fault}
      good={good.value}
    >
      {!file && !fault && <p class="quiet loading">{say('loading')}</p>}
      {file && (
        <>
          <p>
            <StateTag row={file.row} />
          </p>
          {file.row.refusal && (
            <Notice tone="bad" title={say('lists.refused')}>
              <p>
                {sentence(file.row.refusal.code, file.row.refusal.data, whyRefused({ code: file.row.refusal.code }))}
              </p>
            </Notice>
          )}
          {isOpen && <Marks file={file} />}
          <Facts file={file} />
          {file.difference && isOpen && (
            <>
              <h2>{say('lists.difference')}</h2>
              <Totals difference={file.difference} />
              <Countries difference={file.difference} />
            </>
          )}
          {isOpen && <Act file={file} officer={officer} take={take} />}
        </>
      )}
    </TrustFrame>
  )
}
