import type { Tone } from '../check/outcome.ts'

/** One note: how high (hertz), when it begins and how long it lasts (seconds). */
type Note = readonly [height: number, from: number, length: number]

/** Told apart by number, direction and length, not by height alone: two that rise, three on one height, one long and low. */
const melodies: { readonly [tone in Tone]: { readonly wave: OscillatorType; readonly notes: readonly Note[] } } = {
  good: {
    wave: 'sine',
    notes: [
      [880, 0, 0.09],
      [1320, 0.1, 0.14],
    ],
  },
  look: {
    wave: 'triangle',
    notes: [
      [587, 0, 0.09],
      [587, 0.15, 0.09],
      [587, 0.3, 0.09],
    ],
  },
  bad: { wave: 'sawtooth', notes: [[165, 0, 0.65]] },
}

let speaker: AudioContext | null = null

/** Wakes the speaker; browsers let a page be heard only after its person touched it. */
export function wakeSpeaker(): void {
  if (!('AudioContext' in globalThis)) return
  speaker ??= new AudioContext()
  void speaker.resume().catch(() => undefined)
}

/** Plays the sound of a tone, where the speaker is awake. */
export function play(tone: Tone): void {
  if (speaker?.state !== 'running') return
  const { wave, notes } = melodies[tone]
  for (const [height, from, length] of notes) {
    const start = speaker.currentTime + from
    const voice = speaker.createOscillator()
    const volume = speaker.createGain()
    voice.type = wave
    voice.frequency.value = height
    volume.gain.setValueAtTime(0.25, start)
    volume.gain.linearRampToValueAtTime(0, start + length)
    voice.connect(volume).connect(speaker.destination)
    voice.start(start)
    voice.stop(start + length)
  }
}
