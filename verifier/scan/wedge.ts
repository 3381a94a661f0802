/** Keys come from a scanner when they follow each other within this: milliseconds. No hand does so for long. */
const gap = 80
/** A pause that ends a text: milliseconds. A shorter one may be the page itself, which was busy while the scanner typed. */
const end = 1000
/** After so many such keys it is no hand. */
const sure = 4
/** No certificate is shorter. */
const shortest = 12
/** So many of the keys of a text, at least, follow quickly where a scanner typed it through a page that was busy. */
const mostly = 0.75

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
  /** When it was pressed, which may be long before the page comes to hear of it: milliseconds. */
  readonly at: number
}

/** What to make of a key: is it the scanner's (the page should not act on it), and is a text complete? */
export interface Pressed {
  readonly taken: boolean
  readonly texts: readonly string[] | null
}

/** AIM code identifiers (ISO/IEC 15424) that some scanners put before what they read: `]Q1`. */
const withoutIdentifier = (text: string): string => text.replace(/^\][A-Za-z]\d/, '')

/** What was typed since the last pause. */
interface Typed {
  readonly local: string[]
  readonly american: string[]
  /** Where a burst of quick keys begins: more than one, where the scanner or the page hesitated, or a hand typed before. */
  readonly starts: number[]
  quick: number
  /** How many keys were handed over already, at a pause. */
  told: number
  isScanner: boolean
}

const nothing = (): Typed => ({ local: [], american: [], starts: [0], quick: 0, told: 0, isScanner: false })

/**
 * A hand scanner that types: a burst of keys ended by Enter, Tab, or a pause, anywhere on the page. The text is kept twice, as this machine's layout writes it and
 * as the American one does, for a scanner knows nothing of the machine: on a German one its `HC1:` arrives as `HC1Ö`. A blank is a letter of base45 like any
 * other. Where keys hesitate, what stands before and after is one text or two: both are offered, and the one that is a certificate counts.
 */
export class Wedge {
  #typed = nothing()
  #last = Number.NEGATIVE_INFINITY

  press({ key, code, shift, at }: Press): Pressed {
    const wait = at - this.#last
    this.#last = at
    if (wait > end) this.#typed = nothing()
    if (code === 'Enter' || code === 'NumpadEnter' || key === 'Enter' || key === 'Tab') return this.#end()
    const american = americanOf(code, shift)
    const local = key.length === 1 ? key : american
    // Shift itself comes as a key of its own, between the letters.
    if (american === '' && local === '') return { taken: false, texts: null }
    this.#add(local, american === '' ? local : american, wait <= gap)
    return { taken: this.#typed.isScanner, texts: null }
  }

  /** No key came for a while: the texts, where a scanner that ends with no key has typed one. What follows soon may still belong to it. */
  pause(): readonly string[] | null {
    const texts = this.#texts()
    this.#typed.told = this.#typed.local.length
    return texts
  }

  #add(local: string, american: string, isQuick: boolean): void {
    const typed = this.#typed
    const place = typed.local.push(local) - 1
    typed.american.push(american)
    if (place === 0) return
    if (isQuick) typed.quick++
    else typed.starts.push(place)
    if (place + 1 - (typed.starts.at(-1) ?? 0) >= sure) typed.isScanner = true
  }

  #end(): Pressed {
    const texts = this.#texts()
    const taken = this.#typed.isScanner
    this.#typed = nothing()
    return { taken, texts }
  }

  #texts(): readonly string[] | null {
    const { local, american, starts, quick, told } = this.#typed
    const keys = local.length
    if (keys === told) return null
    const isOne = quick >= mostly * (keys - 1)
    const burst = starts.at(-1) ?? 0
    const places = (isOne ? starts : [burst]).filter((start) => keys - start >= shortest)
    if (places.length === 0) return null
    return [
      ...new Set(
        places.flatMap((start) => [local, american].map((each) => withoutIdentifier(each.slice(start).join('')))),
      ),
    ]
  }
}
