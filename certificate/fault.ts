/** Why a text cannot be read. `code` is stable, such as `base45.character`; `at` says where in the text or document. */
export interface Fault {
  readonly verdict: 'malformed' | 'unrecognised'
  readonly code: string
  readonly at?: string | number
}

/** How decoders inside the library give up: thrown by them, caught by `guard` at each family's `read`. It never leaves the library. */
export class Malformed extends Error {
  readonly code: string
  readonly at: string | number | undefined

  constructor(code: string, at?: string | number) {
    super(code)
    this.code = code
    this.at = at
  }

  get fault(): Fault {
    return { verdict: 'malformed', code: this.code, ...(this.at === undefined ? {} : { at: this.at }) }
  }
}

/** Runs a decoder; what it gives up on becomes a fault. A deep stack is bad input too; any other exception is a bug and goes on. */
export function guard<T>(decode: () => T): T | { readonly fault: Fault } {
  try {
    return decode()
  } catch (error) {
    if (error instanceof Malformed) return { fault: error.fault }
    if (error instanceof RangeError) return { fault: { verdict: 'malformed', code: 'format.too-deep' } }
    throw error
  }
}
