import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from './button.tsx'
import './camera.css'
import { frameOf } from './frame-of.ts'
import { Notice } from './parts.tsx'
import { useWords } from './words.ts'

/** Pause between two frames, in milliseconds: the phone stays cool. */
const breath = 80

/** What a camera shows at a moment. */
type Frame = NonNullable<ReturnType<typeof frameOf>>

interface CameraProps {
  /** The texts of the codes in a frame. */
  readonly read: (frame: Frame) => Promise<readonly string[]>
  readonly onRead: (texts: readonly string[]) => void
}

/** The camera, opened by a press, closed when it has read something or the page is left. */
export function Camera({ read, onRead }: CameraProps) {
  const say = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const stream = useRef<MediaStream | null>(null)
  const [state, setState] = useState<'off' | 'on' | 'failed'>('off')
  const close = () => {
    for (const track of stream.current?.getTracks() ?? []) track.stop()
    stream.current = null
    setState('off')
  }
  useEffect(() => close, [])
  const watch = async (shown: HTMLVideoElement, mine: MediaStream) => {
    const canvas = document.createElement('canvas')
    while (stream.current === mine && mine.active) {
      const frame = document.hidden ? null : frameOf(shown, canvas)
      const texts = frame ? await read(frame) : []
      if (stream.current !== mine) return
      if (texts.length > 0) {
        close()
        return onRead(texts)
      }
      await new Promise((done) => setTimeout(done, breath))
    }
  }
  const open = async () => {
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
      stream.current = opened
      setState('on')
      if (!video.current) return
      video.current.srcObject = opened
      await video.current.play()
      void watch(video.current, opened)
    } catch {
      close()
      setState('failed')
    }
  }
  return (
    <div class="stack-close">
      <video
        ref={video}
        class="camera-view"
        hidden={state !== 'on'}
        muted
        playsInline
        aria-hidden="true"
        tabIndex={-1}
      />
      <div role="status">
        {state === 'on' && <p>{say('scan.hold')}</p>}
        {state === 'failed' && <Notice tone="warn">{say('scan.failed')}</Notice>}
      </div>
      <div>
        <Button look={state === 'on' ? 'plain' : 'main'} onPress={() => (state === 'on' ? close() : void open())}>
          {say(state === 'on' ? 'scan.close' : 'scan.open')}
        </Button>
      </div>
    </div>
  )
}
