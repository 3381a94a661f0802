/** The conformance material, wherever the suite runs: Node reads a folder, a browser page asks its server. Paths are relative to `conformance/`. */
export interface Files {
  readonly text: (path: string) => Promise<string>
  readonly bytes: (path: string) => Promise<Uint8Array>
}

/** What came of one corpus. */
export interface Tally {
  readonly corpus: string
  /** Cases that have an expectation. */
  readonly cases: number
  readonly agreed: number
  /** Cases that the material itself excludes. */
  readonly excluded: number
  readonly disagreements: readonly {
    readonly name: string
    readonly expected: string
    readonly got: string
  }[]
}

/** One corpus with its test body, the same in Node and in a browser page. */
export interface Corpus {
  readonly name: string
  readonly run: (files: Files) => Promise<Tally>
}

/** Counts as it goes. */
export class Counter {
  #cases = 0
  #excluded = 0
  readonly #disagreements: { name: string; expected: string; got: string }[] = []
  readonly #corpus: string

  constructor(corpus: string) {
    this.#corpus = corpus
  }

  /** One case: what is expected (one of several) and what came. */
  expect(name: string, expected: string | readonly string[], got: string): void {
    this.#cases++
    const right = typeof expected === 'string' ? [expected] : expected
    if (!right.includes(got)) this.#disagreements.push({ name, expected: right.join(' or '), got })
  }

  exclude(): void {
    this.#excluded++
  }

  get tally(): Tally {
    const [cases, disagreements] = [this.#cases, this.#disagreements]
    return {
      corpus: this.#corpus,
      cases,
      agreed: cases - disagreements.length,
      excluded: this.#excluded,
      disagreements,
    }
  }
}
