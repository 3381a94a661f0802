/** Chance that can be repeated: the same two numbers give the same draws (sfc32 of PractRand). Never for secrets. */
export class Random {
  #a: number
  #b: number
  #c: number
  #count = 1

  constructor(seed: number, index: number) {
    this.#a = seed | 0
    this.#b = index | 0
    this.#c = Math.floor(index / 0x1_0000_0000) ^ Math.floor(seed / 0x1_0000_0000)
    for (let round = 0; round < 12; round++) this.next()
  }

  /** A whole number of 32 bits. */
  next(): number {
    const drawn = (this.#a + this.#b + this.#count++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + drawn) | 0
    return drawn >>> 0
  }

  /** A whole number from 0 to before `end`; 0 where there is none. */
  below(end: number): number {
    return end < 2 ? 0 : Math.floor((this.next() / 0x1_0000_0000) * end)
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  pick<T>(list: readonly [T, ...T[]]): T
  pick<T>(list: readonly T[]): T | undefined
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)]
  }

  /** A length from 0 to before `end`, most often a short one. */
  short(end: number): number {
    return Math.floor(end * (this.next() / 0x1_0000_0000) ** 4)
  }

  /** Fills the array, and answers it. */
  readonly randomize = (bytes: Uint8Array): Uint8Array => {
    for (let at = 0; at < bytes.length; at++) bytes[at] = this.next()
    return bytes
  }
}
