import { sendHealthDocument } from '@consular/api'
import type { Mission } from '@consular/domain/mission'
import { ok, type Refusal, type Result } from '@consular/domain/shared'
import {
  Button,
  ErrorSummary,
  type FieldError,
  FileUpload,
  LinkButton,
  Notice,
  Radios,
  Select,
  useWords,
} from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { atlas } from '../find/directory.ts'
import { nameOf } from '../find/names.ts'
import { spoken } from '../shell/language.ts'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { ask } from '../shell/session.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { useWork } from '../shell/use-work.ts'
import { shrink } from '../store/shrink.ts'
import { toBase64 } from './base64.ts'
import { newCertificateId } from './move-here.ts'
import { PaperFields } from './paper-fields.tsx'
import { fieldAt, type Kind, kinds, lineOf, type Typed } from './paper-line.ts'
import { useCatalogue } from './products.ts'

/** What the service takes of a picture of a paper, in bytes. */
const mostBytes = 180_000

/** Every mission by its name in the language on the screen. */
function useMissions(): readonly Mission[] {
  const [missions, setMissions] = useState<readonly Mission[]>([])
  useEffect(() => {
    void atlas()
      .then(({ directory }) => setMissions([...directory.missions.values()]))
      .catch(() => undefined)
  }, [])
  const { compare } = new Intl.Collator(spoken.value.language)
  return missions.toSorted((one, other) => compare(nameOf(one.name), nameOf(other.name)))
}

function Sent() {
  const say = useWords()
  return (
    <Screen title={say('wallet.paper.sent')} back="/app/wallet" page="sent">
      <Notice tone="good">
        <p>{say('wallet.paper.sent.text')}</p>
      </Notice>
      <LinkButton href="/app/wallet/get">{say('wallet.get')}</LinkButton>
    </Screen>
  )
}

/** What a paper says and its picture, for two officers to compare. Checked by the rules before it is sent. */
export function SendPaper() {
  const say = useWords()
  const work = useWork()
  const catalogue = useCatalogue()
  const missions = useMissions()
  const [id] = useState(newCertificateId)
  const [kind, setKind] = useState<Kind>('vaccination')
  const [typed, setTyped] = useState<Typed>({})
  const [picture, setPicture] = useState<File | null>(null)
  const [found, setFound] = useState<Refusal | null>(null)
  const [sent, setSent] = useState(false)
  const type = (field: string, value: string) => setTyped({ ...typed, [field]: value })
  const refusal = found ?? work.refusal
  const errors: FieldError[] = refusal ? [{ id: placeOf(refusal), text: sentenceOf(say, refusal) }] : []
  const send = async (): Promise<Result<unknown>> => {
    const line = lineOf(id, kind, { typed, catalogue })
    if (!line.ok) return line
    if (!picture) return { ok: false, refusal: { code: 'wallet.paper.picture-missing' } }
    const small = await shrink(picture, mostBytes)
    if (!small.ok) return small
    const { person, entry } = line.value
    const body = { mission: typed['mission'] ?? '', person, entry, picture: toBase64(small.value) }
    return ask(sendHealthDocument, { params: { document: id }, body })
  }
  const go = async () => {
    setFound(typed['mission'] ? null : { code: 'application.mission-unknown' })
    if (!typed['mission']) return
    const done = await work.run<unknown>(async () => {
      const answer = await send()
      return answer.ok ? ok(null) : answer
    })
    if (done) setSent(true)
  }
  if (sent) return <Sent />
  return (
    <SignedIn>
      <Screen title={say('wallet.paper')} back="/app/wallet/get">
        <p>{say('wallet.paper.lead')}</p>
        <ErrorSummary errors={errors} />
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void go()
          }}
        >
          <Radios
            id="kind"
            label={say('wallet.field.kind')}
            options={kinds.map((value) => ({ value, label: say(`wallet.kind.${value}`) }))}
            value={kind}
            onChange={(value) => setKind(kinds.find((each) => each === value) ?? 'vaccination')}
          />
          <PaperFields kind={kind} typed={typed} catalogue={catalogue} errors={errors} onType={type} />
          <Select
            id="mission"
            label={say('wallet.field.mission')}
            error={errors.find((error) => error.id === 'mission')?.text}
            options={[
              { value: '', label: say('wallet.field.choose') },
              ...missions.map((mission) => ({ value: mission.id, label: nameOf(mission.name) })),
            ]}
            value={typed['mission'] ?? ''}
            onChange={(value) => type('mission', value)}
          />
          <FileUpload
            id="paper-picture"
            label={say('wallet.paper.picture')}
            hint={say('wallet.paper.picture.hint')}
            error={errors.find((error) => error.id === 'paper-picture')?.text}
            accept="image/*"
            file={picture ? { id, name: picture.name, progress: 1, state: 'waiting' } : undefined}
            onChoose={setPicture}
            onRemove={() => setPicture(null)}
          />
          <Button type="submit" busy={work.busy}>
            {say('wallet.paper.send')}
          </Button>
        </form>
      </Screen>
    </SignedIn>
  )
}

/** The field at which a refusal is told. */
function placeOf({ code, data }: Refusal): string {
  if (code === 'application.mission-unknown') return 'mission'
  if (/^attachment\.|^wallet\.paper/.test(code)) return 'paper-picture'
  return code.startsWith('record.') ? fieldAt(data?.['where']) : 'paper-picture'
}
