/** How long a code may be out of sight, between two blurred frames, and still be the same showing of it: milliseconds. */
const blink = 2000

/** Which codes are before the camera, so that each showing of a code is verified once. */
export class Presence {
  readonly #seen = new Map<string, number>()

  /** Notes what a frame shows at an instant (milliseconds); answers the texts that were not there before. */
  see(texts: readonly string[], at: number): readonly string[] {
    for (const [text, last] of this.#seen) if (at - last > blink) this.#seen.delete(text)
    const fresh = texts.filter((text) => !this.#seen.has(text))
    for (const text of texts) this.#seen.set(text, at)
    return fresh
  }
}
