import type { Refusal } from '@consular/domain/shared'
import { Button, ErrorSummary, FileUpload, LinkButton, Notice, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { now } from '../shell/clock.ts'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { account } from '../shell/session.ts'
import { useWork } from '../shell/use-work.ts'
import { dateText } from '../shell/when.ts'
import { readBackup, writeBackup } from './backup.ts'
import { download } from './download.ts'
import { holdings } from './holdings.ts'
import { missingHere, newCertificateId, replaceLost } from './move-here.ts'
import { PassphraseInput } from './passphrase-input.tsx'
import type { Remembered } from './synchronise.ts'

/** A file of everything, sealed by a passphrase. */
function Export() {
  const say = useWords()
  const work = useWork()
  const [passphrase, setPassphrase] = useState('')
  const [done, setDone] = useState(false)
  const go = async () => {
    setDone(false)
    const made = await work.run(() => writeBackup(passphrase))
    if (!made) return
    download(`wallet-${now().toString().slice(0, 10)}.consular-wallet`, 'application/octet-stream', made.value)
    setPassphrase('')
    setDone(true)
  }
  return (
    <section class="stack" aria-labelledby="export">
      <h2 id="export">{say('wallet.export')}</h2>
      <p>{say('wallet.export.text')}</p>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <PassphraseInput
          id="export-passphrase"
          label={say('wallet.passphrase.new')}
          hint={say('wallet.passphrase.hint')}
          error={work.refusal ? sentenceOf(say, work.refusal) : undefined}
          fresh
          value={passphrase}
          onChange={setPassphrase}
        />
        <Button type="submit" look="plain" busy={work.busy}>
          {say('wallet.export.do')}
        </Button>
      </form>
      <div role="status">{done && <Notice tone="good">{say('wallet.export.done')}</Notice>}</div>
    </section>
  )
}

/** The other way round, on a new phone. */
function Restore() {
  const say = useWords()
  const work = useWork()
  const [passphrase, setPassphrase] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [missing, setMissing] = useState(false)
  const [count, setCount] = useState<number | null>(null)
  const refusal: Refusal | null = missing ? { code: 'wallet.backup-missing' } : work.refusal
  const atFile = refusal !== null && refusal.code.startsWith('wallet.backup')
  const error = refusal ? sentenceOf(say, refusal) : undefined
  const go = async () => {
    setCount(null)
    setMissing(file === null)
    if (!file) return
    const text = await file.text()
    const done = await work.run(() => readBackup(text, passphrase))
    if (done) setCount(done.value)
  }
  return (
    <section class="stack" aria-labelledby="restore">
      <h2 id="restore">{say('wallet.restore')}</h2>
      <p>{say('wallet.restore.text')}</p>
      <ErrorSummary errors={error ? [{ id: atFile ? 'backup' : 'restore-passphrase', text: error }] : []} />
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <FileUpload
          id="backup"
          label={say('wallet.restore.file')}
          error={atFile ? error : undefined}
          accept=".consular-wallet,application/octet-stream,application/json"
          file={file ? { id: 'backup', name: file.name, progress: 1, state: 'waiting' } : undefined}
          onChoose={setFile}
          onRemove={() => setFile(null)}
        />
        <PassphraseInput
          id="restore-passphrase"
          label={say('wallet.passphrase')}
          error={atFile ? undefined : error}
          value={passphrase}
          onChange={setPassphrase}
        />
        <Button type="submit" look="plain" busy={work.busy}>
          {say('wallet.restore.do')}
        </Button>
      </form>
      <div role="status">{count !== null && <Notice tone="good">{say('wallet.restore.done', { count })}</Notice>}</div>
    </section>
  )
}

/** One certificate that this phone does not have: issued again here, the lost one revoked. */
function LostOne({ lost }: { readonly lost: Remembered }) {
  const say = useWords()
  const work = useWork()
  const [fresh] = useState(newCertificateId)
  return (
    <li>
      <div>
        <p>
          <strong>{say(`family.${lost.family}`)}</strong>
        </p>
        <p class="quiet small">{say('wallet.lost.issued', { date: dateText(lost.issuedAt.slice(0, 10)) })}</p>
        <Failure refusal={work.refusal} />
      </div>
      <Button look="plain" busy={work.busy} onPress={() => void work.run(() => replaceLost(lost, fresh))}>
        {say('wallet.lost.replace')}
      </Button>
    </li>
  )
}

/** Without a file: the records are in the account, and certificates are issued again. */
function Lost() {
  const say = useWords()
  const missing = missingHere(holdings.value?.map(({ id }) => id) ?? [], now())
  return (
    <section class="stack" aria-labelledby="lost">
      <h2 id="lost">{say('wallet.lost')}</h2>
      <p>{say('wallet.lost.text')}</p>
      {account.value === null && (
        <LinkButton look="plain" href="/app/sign-in?next=/app/wallet/move">
          {say('wallet.lost.sign-in')}
        </LinkButton>
      )}
      {account.value !== null && missing.length === 0 && <p class="quiet">{say('wallet.lost.none')}</p>}
      <ul role="list" class="list">
        {missing.map((lost) => (
          <LostOne key={lost.id} lost={lost} />
        ))}
      </ul>
    </section>
  )
}

/** Keeping a copy, and a new phone: from a file, or without one. */
export function Move() {
  const say = useWords()
  return (
    <Screen title={say('wallet.move')} back="/app/wallet">
      <p>{say('wallet.move.lead')}</p>
      <Export />
      <Restore />
      <Lost />
    </Screen>
  )
}
