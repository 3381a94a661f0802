/** Keys come from a scanner when they follow each other within this: milliseconds. No hand does so for long. */
const gap = 80
/** After so many such keys it is no hand. */
const sure = 4
/** No certificate is shorter. */
const shortest = 12

const shifted: { readonly [key: string]: string } = Object.fromEntries(
  Array.from('1!2@3#4$5%6^7&8*9(0)-_=+[{]}\\|;:\'",<.>/?`~'.match(/../g) ?? [], ([low = '', high = '']) => [low, high]),
)
const signs: { readonly [code: string]: string } = {
  Space: ' ',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backquote: '`',
  NumpadAdd: '+',
  NumpadSubtract: '-',
  NumpadMultiply: '*',
  NumpadDivide: '/',
  NumpadDecimal: '.',
}

/** What a place of the keyboard writes on the American layout, which scanners speak unless they were told otherwise; empty for keys that write nothing. */
export function americanOf(code: string, shift: boolean): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shift ? letter : letter.toLowerCase()
  const low = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? signs[code] ?? ''
  return shift && !code.startsWith('Numpad') ? (shifted[low] ?? low) : low
}

/** A key that went down. */
export interface Press {
  /** What the layout of this machine makes of it. */
  readonly key: string
  /** Its place on the keyboard. */
  readonly code: string
  readonly shift: boolean
  /** Milliseconds. */
  readonly at: number
}

/** What to make of a key: is it the scanner's (the page should not act on it), and is a text complete? */
export interface Pressed {
  readonly taken: boolean
  readonly texts: readonly string[] | null
}

/** AIM code identifiers (ISO/IEC 15424) that some scanners put before what they read: `]Q1`. */
const withoutIdentifier = (text: string): string => text.replace(/^\][A-Za-z]\d/, '')

/**
 * A hand scanner that types: a burst of keys ended by Enter, anywhere on the page. The text is kept twice, as this machine's layout writes it and as the American
 * one does, for a scanner knows nothing of the machine: on a German one its `HC1:` arrives as `HC1Ö`. A blank is a letter of base45 like any other.
 */
export class Wedge {
  #local = ''
  #american = ''
  #keys = 0
  #last = Number.NEGATIVE_INFINITY

  press({ key, code, shift, at }: Press): Pressed {
    if (at - this.#last > gap) this.#forget()
    this.#last = at
    if (code === 'Enter' || code === 'NumpadEnter' || key === 'Enter') return this.#end()
    const american = americanOf(code, shift)
    const local = key.length === 1 ? key : american
    // Shift itself comes as a key of its own, between the letters.
    if (american === '' && local === '') return { taken: false, texts: null }
    this.#keys++
    this.#american += american === '' ? local : american
    this.#local += local
    return { taken: this.#keys >= sure, texts: null }
  }

  #end(): Pressed {
    const texts = [this.#local, this.#american].map(withoutIdentifier)
    const enough = this.#keys >= shortest
    const taken = this.#keys >= sure
    this.#forget()
    return { taken, texts: enough ? [...new Set(texts)] : null }
  }

  #forget(): void {
    this.#local = ''
    this.#american = ''
    this.#keys = 0
  }
}
