let audio: AudioContext | null = null

/** Lets the page sound; a browser allows it on a click alone. */
export function allowSound(): void {
  audio ??= new AudioContext()
  void audio.resume()
  ring()
}

/** Two short tones. */
export function ring(): void {
  if (audio === null) return
  for (const [start, pitch] of [
    [0, 880],
    [0.25, 660],
  ] as const) {
    const [tone, loudness] = [audio.createOscillator(), audio.createGain()]
    tone.frequency.value = pitch
    loudness.gain.value = 0.2
    tone.connect(loudness).connect(audio.destination)
    tone.start(audio.currentTime + start)
    tone.stop(audio.currentTime + start + 0.2)
  }
}
