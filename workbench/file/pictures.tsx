import { type AttachmentView, type CaseFile, openAttachment } from '@consular/api'
import { useWords } from '@consular/ui'
import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Key } from '../shell/key.tsx'
import { nameOf, whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { useShortcuts } from '../shell/shortcuts.ts'

/** Which picture is shown and how: enlarged by steps, turned by quarters, over the whole screen. */
const shown = signal(0)
const zoom = signal(1)
const turns = signal(0)
const full = signal(false)

/** Pictures of the open file by id, as addresses of this page's memory; each is fetched once, for each fetch is an access event. */
const pictures = signal<{ readonly [attachment: string]: string }>({})
const fault = signal<string | null>(null)

async function fetchPicture(application: string, attachment: string): Promise<void> {
  if (pictures.value[attachment]) return
  const answer = await ask(openAttachment, { params: { application, attachment } })
  fault.value = answer.ok ? null : whyRefused(answer.refusal)
  if (!answer.ok) return
  const address = URL.createObjectURL(new Blob([answer.value], { type: 'image/jpeg' }))
  pictures.value = { ...pictures.value, [attachment]: address }
}

function forgetPictures(): void {
  for (const address of Object.values(pictures.value)) URL.revokeObjectURL(address)
  pictures.value = {}
  shown.value = 0
  full.value = false
  reset()
}

function reset(): void {
  zoom.value = 1
  turns.value = 0
}

const enlarge = (by: number) => {
  zoom.value = Math.min(Math.max(zoom.value * by, 0.5), 8)
}
const turn = (by: 1 | -1) => {
  turns.value = (turns.value + by + 4) % 4
}
const toggleFull = () => {
  full.value = !full.value
}

function Tools() {
  const say = useWords()
  const tools = [
    { key: '+', name: 'larger', run: () => enlarge(1.4), sign: '＋' },
    { key: '-', name: 'smaller', run: () => enlarge(1 / 1.4), sign: '－' },
    { key: '0', name: 'fit', run: reset, sign: null },
    { key: '[', name: 'turn-left', run: () => turn(-1), sign: '↺' },
    { key: ']', name: 'turn-right', run: () => turn(1), sign: '↻' },
    { key: 'f', name: full.value ? 'close-full' : 'full', run: toggleFull, sign: null },
  ]
  return (
    <div class="picture-tools" role="toolbar" aria-label={say('picture.tools')}>
      {tools.map(({ key, name, run, sign }) => (
        <button
          key={key}
          type="button"
          title={say(`picture.${name}`)}
          aria-label={sign ? say(`picture.${name}`) : undefined}
          onClick={run}
        >
          {sign ?? say(`picture.${name}`)} <Key>{key}</Key>
        </button>
      ))}
      <span class="quiet small" role="status">
        {say('picture.zoom', { percent: Math.round(zoom.value * 100) })}
      </span>
    </div>
  )
}

function Stage({ picture, name }: { readonly picture: AttachmentView; readonly name: string }) {
  const say = useWords()
  const address = pictures.value[picture.id]
  const lying = turns.value % 2 === 1
  const [width, height] = [picture.width ?? 4, picture.height ?? 3]
  const ratio = lying ? height / width : width / height
  return (
    <section class="picture-stage" tabIndex={0} aria-label={say('picture.stage', { name })}>
      {address ? (
        <div
          class="picture-turn"
          style={{
            inlineSize: `calc(min(100cqi, 100cqb * ${ratio}) * ${zoom.value})`,
            aspectRatio: `${ratio}`,
          }}
        >
          <img
            src={address}
            alt={say('picture.alt', { name })}
            class={lying ? 'lying' : undefined}
            style={{ rotate: `${turns.value * 90}deg` }}
          />
        </div>
      ) : (
        <p class="quiet loading">{fault.value ?? say('loading')}</p>
      )}
    </section>
  )
}

/** The pictures of a file beside its answers: enlarged, turned and shown full size by keyboard. */
export function Pictures({ file }: { readonly file: CaseFile }) {
  const say = useWords()
  const box = useRef<HTMLElement>(null)
  const stored = file.attachments.filter(({ state }) => state === 'stored')
  const picture = stored[Math.min(shown.value, stored.length - 1)]
  useEffect(() => forgetPictures, [file.id])
  useEffect(() => {
    if (picture) void fetchPicture(file.id, picture.id)
  }, [file.id, picture?.id])
  const show = (index: number) => {
    shown.value = index
    reset()
  }
  useShortcuts({
    v: () => show(stored.length ? (shown.value + 1) % stored.length : 0),
    '+': () => enlarge(1.4),
    '=': () => enlarge(1.4),
    '-': () => enlarge(1 / 1.4),
    '0': reset,
    '[': () => turn(-1),
    ']': () => turn(1),
    f: toggleFull,
  })
  if (!picture) return <p class="card quiet">{say('picture.none')}</p>
  const nameOfPicture = (each: AttachmentView) => nameOf('field', each.kind)
  return (
    <section
      ref={box}
      class={full.value ? 'pictures full' : 'pictures'}
      aria-label={say('picture.title')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !full.value) return
        event.stopPropagation()
        full.value = false
      }}
    >
      <div class="picture-names">
        {stored.map((each, index) => (
          <button key={each.id} type="button" aria-pressed={each.id === picture.id} onClick={() => show(index)}>
            {nameOfPicture(each)}
          </button>
        ))}
        {stored.length > 1 && <Key>v</Key>}
      </div>
      <Tools />
      <Stage picture={picture} name={nameOfPicture(picture)} />
    </section>
  )
}
