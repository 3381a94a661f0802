import { type MediaView, openMedia } from '@consular/api'
import { Notice, Tag, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { writeAt } from './time.ts'

interface MediaListProps {
  readonly assistance: string
  readonly media: readonly MediaView[]
  readonly timeZone: string
}

/** The voice notes and photographs that followed the reports of a case. None is fetched before it is asked for: each opening is an access event. */
export function MediaList({ assistance, media, timeZone }: MediaListProps) {
  const say = useWords()
  if (media.length === 0) return null
  return (
    <section class="stack" aria-labelledby="duty-media">
      <h2 id="duty-media">{say('duty.media')}</h2>
      {media.map((each) => (
        <MediaCard key={each.id} assistance={assistance} media={each} timeZone={timeZone} />
      ))}
    </section>
  )
}

interface MediaCardProps {
  readonly assistance: string
  readonly media: MediaView
  readonly timeZone: string
}

function MediaCard({ assistance, media, timeZone }: MediaCardProps) {
  const say = useWords()
  const { kind, flags, size, received, storedAt } = media
  const broken = flags.includes('unplayable')
  return (
    <section class="card stack" aria-label={say(`duty.media.${kind}`)}>
      <h3>{say(`duty.media.${kind}`)}</h3>
      {flags.map((flag) => (
        <p key={flag}>
          <Tag colour="amber">{say(`duty.media.${flag}`)}</Tag>
        </p>
      ))}
      <p class="quiet small">
        {storedAt === null
          ? say('duty.media.arriving', { percent: Math.floor((100 * received) / Math.max(size, 1)) })
          : say('duty.media.at', { time: writeAt(storedAt, timeZone, spoken.value.language) })}
      </p>
      {!broken && received > 0 && <Opened assistance={assistance} media={media} />}
    </section>
  )
}

/** Plays or shows it from the memory of this page, which runs nothing of it; says so where the browser cannot. */
function Opened({ assistance, media: { id, kind } }: Omit<MediaCardProps, 'timeZone'>) {
  const say = useWords()
  const address = useSignal<string | null>(null)
  const fault = useSignal('')
  useEffect(() => () => URL.revokeObjectURL(address.value ?? ''), [])
  const open = async () => {
    fault.value = ''
    const answer = await ask(openMedia, { params: { assistance, media: id } })
    if (!answer.ok) fault.value = whyRefused(answer.refusal)
    // A picture is one that the service made; a voice is only ever played, whatever it is.
    else address.value = URL.createObjectURL(new Blob([answer.value], kind === 'photo' ? { type: 'image/jpeg' } : {}))
  }
  const fail = () => {
    fault.value = say('duty.media.unplayable')
  }
  return (
    <>
      {address.value === null ? (
        <button type="button" class="button plain" onClick={() => void open()}>
          {say(kind === 'voice' ? 'duty.media.play' : 'duty.media.show')}
        </button>
      ) : kind === 'voice' ? (
        // biome-ignore lint/a11y/useMediaCaption: what somebody in danger has just said has no captions.
        <audio controls autoplay src={address.value} onError={fail} aria-label={say('duty.media.voice')} />
      ) : (
        <img class="duty-picture" src={address.value} alt={say('duty.media.picture')} onError={fail} />
      )}
      <div role="status">
        {fault.value && (
          <Notice tone="warn">
            <p>{fault.value}</p>
          </Notice>
        )}
      </div>
    </>
  )
}
