import { Button, Notice, useWords } from '@consular/ui'
import { useEffect, useRef, useState } from 'preact/hooks'
import { readPicture } from './read-code.ts'

/** More pixels than this on the longer side cost time and find no more codes. */
const longest = 1280
/** Pause between two frames, in milliseconds: the phone stays cool. */
const breath = 80

function frameOf(video: HTMLVideoElement, canvas: HTMLCanvasElement) {
  const scale = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight, 1))
  const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)]
  if (width === 0 || height === 0) return null
  Object.assign(canvas, { width, height })
  const paper = canvas.getContext('2d', { willReadFrequently: true })
  paper?.drawImage(video, 0, 0, width, height)
  const data = paper?.getImageData(0, 0, width, height).data
  return data ? { width, height, data } : null
}

/** The camera, opened by a press, closed when it has read something or the page is left. */
export function Camera({ onRead }: { readonly onRead: (texts: readonly string[]) => void }) {
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
      const texts = frame ? await readPicture(frame, true) : []
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
        class="wallet-camera"
        hidden={state !== 'on'}
        muted
        playsInline
        aria-hidden="true"
        tabIndex={-1}
      />
      <div role="status">
        {state === 'on' && <p>{say('wallet.camera.hold')}</p>}
        {state === 'failed' && <Notice tone="warn">{say('wallet.camera.failed')}</Notice>}
      </div>
      <div>
        <Button look={state === 'on' ? 'plain' : 'main'} onPress={() => (state === 'on' ? close() : void open())}>
          {say(state === 'on' ? 'wallet.camera.close' : 'wallet.camera.open')}
        </Button>
      </div>
    </div>
  )
}
