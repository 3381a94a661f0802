import { joinChunks } from '@consular/certificate/shc'

/** How many codes of a card that was split are at hand. */
export interface Gathered {
  readonly have: number
  readonly of: number
}

const chunk = /^shc:\/(\d+)\/(\d+)\//

/** Is it one code of a card that was split over several? */
export const isPart = (text: string): boolean => chunk.test(text)

/** Collects the codes of a SMART Health Card that was split over several. */
export class Gatherer {
  readonly #texts = new Map<number, string>()
  #of = 0

  /** The text to verify, once all is there; else how much is. What belongs to no split card goes straight through, and ends the collecting. */
  take(text: string): string | Gathered {
    const [, place, of] = chunk.exec(text) ?? []
    if (of !== String(this.#of)) this.clear()
    if (place === undefined) return text
    this.#of = Number(of)
    this.#texts.set(Number(place), text)
    if (this.#texts.size < this.#of) return { have: this.#texts.size, of: this.#of }
    const joined = joinChunks([...this.#texts.values()])
    this.clear()
    return 'text' in joined ? joined.text : text
  }

  clear(): void {
    this.#texts.clear()
    this.#of = 0
  }
}
