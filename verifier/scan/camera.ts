import { frameOf } from '@consular/ui/frame-of.ts'
import { signal } from '@preact/signals'
import { Presence } from '../check/presence.ts'
import { checkPicture, checkText } from '../check/showing.ts'
import { readPicture } from './read-picture.ts'

/** What the camera does: `refused` by the person or the browser, `missing` where the device has none. */
export type CameraState = 'off' | 'starting' | 'on' | 'refused' | 'missing'

/** The camera's state. */
export const cameraState = signal<CameraState>('off')

/** Pause between two frames, in milliseconds: the phone stays cool. */
const breath = 60

let stream: MediaStream | null = null

/** Frame after frame, for as long as the camera runs: until it is closed, or pulled out. */
async function watch(video: HTMLVideoElement, mine: MediaStream): Promise<void> {
  const presence = new Presence()
  const canvas = document.createElement('canvas')
  while (mine.active) {
    const frame = document.hidden ? null : frameOf(video, canvas)
    const texts = frame ? await readPicture(frame, true) : []
    const fresh = presence.see(texts, performance.now())
    if (fresh.length === 1) await checkText(fresh[0] as string)
    else if (fresh.length > 1) await checkPicture(fresh)
    await new Promise((done) => setTimeout(done, breath))
  }
  if (stream === mine) closeCamera()
}

/** Opens the camera that looks away from the officer and reads what it sees, until it is closed. */
export async function openCamera(video: HTMLVideoElement): Promise<void> {
  cameraState.value = 'starting'
  try {
    const wanted = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }
    const opened = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false })
    stream = opened
    video.srcObject = opened
    await video.play()
    cameraState.value = 'on'
    void watch(video, opened)
  } catch (error) {
    closeCamera()
    const name = error instanceof DOMException ? error.name : ''
    cameraState.value = name === 'NotAllowedError' ? 'refused' : 'missing'
  }
}

/** Closes the camera: its light goes out. */
export function closeCamera(): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
  stream = null
  cameraState.value = 'off'
}

/** May the camera be opened without asking? So a second start needs no touch. */
export async function mayOpen(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state === 'granted'
  } catch {
    return false
  }
}
