import { Button, Notice, useWords } from '@consular/ui'
import { useEffect, useRef } from 'preact/hooks'
import { wakeSpeaker } from '../verdict/sound.ts'
import { cameraState, closeCamera, mayOpen, openCamera } from './camera.ts'

interface CameraProps {
  /** Where the camera was allowed before, it opens with the page. */
  readonly opensItself?: boolean
}

/** The picture of the camera, and the button that opens and closes it. */
export function CameraPanel({ opensItself = true }: CameraProps) {
  const say = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const open = () => {
    wakeSpeaker()
    if (video.current) void openCamera(video.current)
  }
  useEffect(() => {
    const openAgain = async () => {
      if ((await mayOpen()) && cameraState.value === 'off') open()
    }
    if (opensItself) void openAgain()
    return closeCamera
  }, [])
  const state = cameraState.value
  const running = state === 'on' || state === 'starting'
  return (
    <section aria-label={say('camera.label')} class="stack-close">
      <div class={running ? 'camera' : 'camera closed'}>
        <video ref={video} muted playsInline aria-hidden="true" tabIndex={-1} />
        {running ? (
          <>
            <span class="sight" aria-hidden="true" />
            <p class="sight-line">{say(state === 'on' ? 'camera.hold' : 'camera.starting')}</p>
            <button type="button" class="camera-close" onClick={closeCamera}>
              {say('camera.close')}
            </button>
          </>
        ) : (
          <Button onPress={open}>{say('camera.open')}</Button>
        )}
      </div>
      {(state === 'refused' || state === 'missing') && (
        <Notice tone="warn" live>
          <p>{say(state === 'refused' ? 'camera.refused' : 'camera.missing')}</p>
        </Notice>
      )}
    </section>
  )
}
