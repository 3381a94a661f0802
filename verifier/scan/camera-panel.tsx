import { Button, Notice, useWords } from '@consular/ui'
import { useEffect, useRef } from 'preact/hooks'
import { wakeSpeaker } from '../verdict/sound.ts'
import { cameraState, closeCamera, mayOpen, openCamera } from './camera.ts'

/** The picture of the camera, and the button that opens and closes it. */
export function CameraPanel() {
  const say = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const open = () => {
    wakeSpeaker()
    if (video.current) void openCamera(video.current)
  }
  useEffect(() => {
    void mayOpen().then((allowed) => {
      if (allowed && cameraState.value === 'off') open()
    })
    return closeCamera
  }, [])
  const state = cameraState.value
  const running = state === 'on' || state === 'starting'
  return (
    <section aria-label={say('camera.label')} class="stack-close">
      <div class={running ? 'camera' : 'camera closed'}>
        <video ref={video} muted playsInline aria-hidden="true" tabIndex={-1} />
        {running ? <span class="sight" aria-hidden="true" /> : <Button onPress={open}>{say('camera.open')}</Button>}
      </div>
      {running && (
        <p class="row camera-line">
          <span class="quiet small">{say(state === 'on' ? 'camera.hold' : 'camera.starting')}</span>
          <Button look="plain" onPress={closeCamera}>
            {say('camera.close')}
          </Button>
        </p>
      )}
      {(state === 'refused' || state === 'missing') && (
        <Notice tone="warn" live>
          <p>{say(state === 'refused' ? 'camera.refused' : 'camera.missing')}</p>
        </Notice>
      )}
    </section>
  )
}
