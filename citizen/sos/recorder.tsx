import { Button, useWords } from '@consular/ui'
import { useEffect, useRef, useState } from 'preact/hooks'

/** A voice note lasts at most a minute, and says what is said in about 15 KB for each ten seconds. */
const mostSeconds = 60
const bitsPerSecond = 16_000
const mostBytes = 1024 * 1024

/** What browsers record, the smallest first; whatever else one makes is taken too. */
const kinds = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']

/** Records a voice note on a press, ends it on another one or after a minute. No sound is made. */
export function Recorder({ onSpoken }: { readonly onSpoken: (bytes: Uint8Array<ArrayBuffer>) => void }) {
  const say = useWords()
  const recorder = useRef<MediaRecorder | null>(null)
  const [seconds, setSeconds] = useState<number | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (seconds === null) return
    if (seconds >= mostSeconds) return recorder.current?.stop()
    const timer = setTimeout(() => setSeconds(seconds + 1), 1000)
    return () => clearTimeout(timer)
  }, [seconds])
  useEffect(() => () => recorder.current?.stop(), [])
  const begin = async () => {
    setFailed(false)
    try {
      recorder.current = await record((bytes) => {
        recorder.current = null
        setSeconds(null)
        if (bytes.length > 0) onSpoken(bytes)
      })
      setSeconds(0)
    } catch {
      setFailed(true)
    }
  }
  if (!('MediaRecorder' in globalThis)) return null
  return (
    <div class="stack-close">
      {seconds === null ? (
        <Button look="plain" onPress={() => void begin()}>
          {say('sos-app.voice')}
        </Button>
      ) : (
        <Button look="plain" onPress={() => recorder.current?.stop()}>
          {say('sos-app.voice.stop', { seconds })}
        </Button>
      )}
      <div role="status">
        {seconds !== null && <p class="hidden">{say('sos-app.voice.running')}</p>}
        {failed && <p>{say('sos-app.voice.failed')}</p>}
      </div>
    </div>
  )
}

/** Begins to record; what was recorded comes when it is stopped, its end cut off beyond a megabyte. Throws where there is no microphone or it is not allowed. */
async function record(done: (bytes: Uint8Array<ArrayBuffer>) => void): Promise<MediaRecorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind))
  const made = new MediaRecorder(stream, { audioBitsPerSecond: bitsPerSecond, ...(mimeType ? { mimeType } : {}) })
  const parts: Blob[] = []
  made.addEventListener('dataavailable', ({ data }) => parts.push(data))
  made.addEventListener('stop', () => {
    for (const track of stream.getTracks()) track.stop()
    const whole = async () => done(new Uint8Array(await new Blob(parts).slice(0, mostBytes).arrayBuffer()))
    void whole()
  })
  made.start(1000)
  return made
}
