import { type AdviceFile, type AdviceVersionView, moveAdviceDraft, type OfficerMe, openAdvice } from '@consular/api'
import type { AdviceMove } from '@consular/domain/advice'
import type { Result } from '@consular/domain/shared'
import { Button, freshId, Notice, Tag, TextArea, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { withPasskey } from '../shell/with-passkey.ts'
import { TrustFrame } from '../trust/frame.tsx'
import { useReading } from '../trust/reading.ts'
import { draftOf } from './draft.ts'
import { DraftForm, type DraftPlace } from './draft-form.tsx'
import { countryName, inLanguage } from './level-tag.tsx'
import { Changes, Hands, Preview } from './version-view.tsx'

const isOpen = ({ state }: AdviceVersionView): boolean => ['DRAFT', 'PROPOSED', 'APPROVED'].includes(state)

/** The moves that an officer has at the version that is worked on; to give it back she says why. */
function Moves({
  version,
  onMove,
}: {
  readonly version: AdviceVersionView
  readonly onMove: (move: AdviceMove, note: string) => void
}) {
  const say = useWords()
  const note = useSignal('')
  const { moves } = version
  return (
    <div class="stack">
      {moves.includes('return') && (
        <TextArea
          id="note"
          label={say('advice.note')}
          hint={say('advice.note.hint')}
          rows={2}
          value={note.value}
          onChange={(next) => void (note.value = next)}
        />
      )}
      <div class="buttons">
        {moves.map((move) => (
          <Button
            key={move}
            look={move === 'approve' || move === 'propose' ? 'main' : 'plain'}
            onPress={() => onMove(move, note.value)}
          >
            {say(`advice.move.${move}`)}
          </Button>
        ))}
      </div>
      {version.state === 'PROPOSED' && !moves.includes('approve') && <Notice>{say('advice.second')}</Notice>}
    </div>
  )
}

/** A version whole: who had a hand in it, how it reads, what it changes. */
function Version({ version, file }: { readonly version: AdviceVersionView; readonly file: AdviceFile }) {
  const say = useWords()
  return (
    <>
      <Hands version={version} />
      <Preview version={version} levels={file.levels} />
      {version.difference && (
        <>
          <h3>{say('advice.changes.desk')}</h3>
          <Changes difference={version.difference} levels={file.levels} />
        </>
      )}
    </>
  )
}

/** What was before, the newest first; each opens in place. */
function History({ file }: { readonly file: AdviceFile }) {
  const say = useWords()
  const past = file.versions.filter((version) => !isOpen(version))
  return (
    <section class="stack" aria-labelledby="history">
      <h2 id="history">{say('advice.history')}</h2>
      {past.length === 0 && <p>{say('advice.history.none')}</p>}
      {past.map((version) => (
        <details key={version.id} class="card" open={version.state === 'PUBLISHED'}>
          <summary>
            {version.number === null ? '' : `${say('advice.number', { number: version.number })} · `}
            {say(version.act === 'withdraw' ? 'advice.state.withdrawal' : `advice.state.${version.state}`)} ·{' '}
            {inLanguage(version.content.headline)}
          </summary>
          <Version version={version} file={file} />
        </details>
      ))}
    </section>
  )
}

/** An advice: what is worked on, with what can be done with it, and all that was published. */
export function AdviceFileScreen({ officer, id = '' }: { readonly officer: OfficerMe; readonly id?: string }) {
  const say = useWords()
  const { value: file, fault, show } = useReading(openAdvice, { params: { advice: id } })
  const [refused, good, writing] = [
    useSignal<string | null>(null),
    useSignal<string | null>(null),
    useSignal<DraftPlace | null>(null),
  ]
  const isEditor = officer.assignments.some(({ roles }) => roles.includes('advice-editor'))
  const [newest] = file?.versions ?? []
  const open = file?.versions.find(isOpen) ?? null
  const current = file?.versions.find(({ state }) => state === 'PUBLISHED') ?? null
  const take = (answer: Result<AdviceFile>, done: string) => {
    refused.value = answer.ok ? null : whyRefused(answer.refusal)
    good.value = answer.ok ? say(done) : null
    if (answer.ok) {
      show(answer.value)
      writing.value = null
    }
    scrollTo({ top: 0 })
  }
  const onMove = (move: AdviceMove, note: string) => {
    if (!open) return
    const body = { move, version: open.version, ...(note.trim() === '' ? {} : { note }) }
    void withPasskey(
      () => ask(moveAdviceDraft, { params: { advice: id, adviceDraft: open.id }, body }),
      (answer) => take(answer, `advice.done.${move}`),
    )
  }
  const begin = (act: 'publish' | 'withdraw') => {
    if (file) writing.value = { advice: id, draft: freshId(), version: 0, kind: file.kind, country: file.country, act }
  }
  const goOn = () => {
    if (file && open)
      writing.value = {
        advice: id,
        draft: open.id,
        version: open.version,
        kind: file.kind,
        country: file.country,
        act: open.act,
      }
  }
  const from = open ?? current ?? newest
  return (
    <TrustFrame
      officer={officer}
      title={file && from ? `${countryName(file.country)}: ${inLanguage(from.content.headline)}` : say('advice.desk')}
      back={{ href: '/workbench/advice', label: say('advice.desk') }}
      fault={refused.value ?? fault}
      good={good.value}
    >
      {!file && !fault && <p class="quiet loading">{say('loading')}</p>}
      {file && writing.value && from && (
        <DraftForm
          place={writing.value}
          levels={file.levels}
          begin={draftOf(from.content)}
          onSaved={(answer) => take(answer, 'advice.done.save')}
          onClose={() => void (writing.value = null)}
        />
      )}
      {file && open && !writing.value && (
        <section class="stack" aria-labelledby="open">
          <h2 id="open">{say(`advice.form.${open.act}`)}</h2>
          <p>
            <Tag colour="blue">{say(`advice.state.${open.state}`)}</Tag>
          </p>
          <Version version={open} file={file} />
          <Moves version={open} onMove={onMove} />
          {isEditor && open.state === 'DRAFT' && (
            <Button look="plain" onPress={goOn}>
              {say('advice.write')}
            </Button>
          )}
        </section>
      )}
      {file && !open && !writing.value && isEditor && (
        <div class="buttons">
          <Button onPress={() => begin('publish')}>{say('advice.next')}</Button>
          {current && (
            <Button look="plain" onPress={() => begin('withdraw')}>
              {say('advice.withdraw')}
            </Button>
          )}
        </div>
      )}
      {file && <History file={file} />}
    </TrustFrame>
  )
}
