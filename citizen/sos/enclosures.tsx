import { timeTold } from '@consular/domain/shared'
import { FileChoice, Progress, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { now } from '../shell/clock.ts'
import { shrink } from '../store/shrink.ts'
import { enclose } from './cry-out.ts'
import type { Cry, Enclosure } from './outbox.ts'
import { Recorder } from './recorder.tsx'

/** The most bytes of a photograph: what a slow line carries in some seconds. */
const mostPhoto = 300 * 1024
/** What is no picture goes as it is, up to this: somebody may make something of it. */
const mostForeign = 1024 * 1024

interface EnclosuresProps {
  readonly cry: Cry
  readonly zone: string
}

/** Voice notes and photographs that follow a cry, each with what is true of it. */
export function Enclosures({ cry, zone }: EnclosuresProps) {
  const say = useWords()
  const [tooLarge, setTooLarge] = useState(false)
  const send = async (file: File) => {
    const small = await shrink(file, mostPhoto)
    const bytes = small.ok ? small.value : new Uint8Array(await file.slice(0, mostForeign).arrayBuffer())
    setTooLarge(!small.ok && file.size > mostForeign)
    await enclose(cry, 'photo', bytes)
  }
  return (
    <section class="stack" aria-labelledby="sos-enclose">
      <h2 id="sos-enclose">{say('sos-app.enclose')}</h2>
      <Recorder onSpoken={(bytes) => void enclose(cry, 'voice', bytes)} />
      <div class="field">
        <label class="label" for="sos-photo">
          {say('sos-app.photo')}
        </label>
        <FileChoice
          id="sos-photo"
          label={say('sos-app.photo')}
          accept="image/*"
          choose={say('upload.choose')}
          onChoose={([file]) => file && void send(file)}
        />
      </div>
      <div role="status">
        {tooLarge && <p>{say('sos-app.photo.cut')}</p>}
        <ul role="list" class="stack-close">
          {cry.enclosures.map((each) => (
            <li key={each.id}>
              <One enclosure={each} cry={cry} zone={zone} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function One({ enclosure, cry, zone }: EnclosuresProps & { readonly enclosure: Enclosure }) {
  const say = useWords()
  const { id, kind, bytes, received, size, refusal, madeAt } = enclosure
  const at = (instant: string) => timeTold(instant, { zone, now: now() })
  const known = cry.state?.media.find((each) => each.id === id)
  const name = say(`sos-app.kind.${kind}`)
  const state = () => {
    if (refusal !== null) return say('sos-app.media.refused')
    if (known?.readAt) return say('sos-app.media.read', { time: at(known.readAt) })
    if (known?.storedAt) return say('sos-app.media.stored', { time: at(known.storedAt) })
    return bytes === null ? say('sos-app.media.sent') : say('sos-app.media.waiting', { time: at(madeAt) })
  }
  return (
    <>
      <p>
        {name}: {state()}
      </p>
      {bytes !== null && refusal === null && received > 0 && (
        <Progress label={name} done={received / Math.max(size, 1)} />
      )}
    </>
  )
}
