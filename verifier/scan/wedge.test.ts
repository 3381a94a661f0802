import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { americanOf, type Press, Wedge } from './wedge.ts'

const printable = Array.from({ length: 95 }, (_, place) => String.fromCharCode(32 + place))
const codes = [
  ...Array.from({ length: 26 }, (_, place) => `Key${String.fromCharCode(65 + place)}`),
  ...Array.from({ length: 10 }, (_, digit) => `Digit${digit}`),
  'Space',
  'Minus',
  'Equal',
  'BracketLeft',
  'BracketRight',
  'Backslash',
  'Semicolon',
  'Quote',
  'Comma',
  'Period',
  'Slash',
  'Backquote',
]
/** How a scanner of the American layout presses a letter. */
const places = new Map(
  codes.flatMap((code) => [false, true].map((shift) => [americanOf(code, shift), { code, shift }] as const)),
)

const begin = 1000
/** The keys of a text, at a pace of milliseconds, on a machine that writes them in its own way. */
const pressesOf = (text: string, pace: number, layout: (letter: string) => string = (letter) => letter): Press[] =>
  Array.from(text).map((letter, place) => {
    const { code, shift } = places.get(letter) ?? { code: '', shift: false }
    return { key: layout(letter), code, shift, at: begin + place * pace }
  })
const enterAfter = (presses: readonly Press[], pace: number): Press => ({
  key: 'Enter',
  code: 'Enter',
  shift: false,
  at: (presses.at(-1)?.at ?? begin) + pace,
})
function typed(text: string, pace: number, layout?: (letter: string) => string) {
  const wedge = new Wedge()
  const presses = pressesOf(text, pace, layout)
  const pressed = presses.map((press) => wedge.press(press))
  return { pressed, ...wedge.press(enterAfter(presses, pace)) }
}

const text = fc
  .array(fc.constantFrom(...printable), { minLength: 12, maxLength: 200 })
  .map((letters) => letters.join(''))
const plain = text.filter((each) => !/^\][A-Za-z]\d/.test(each))
const long = plain.filter((each) => each.length >= 16)

describe('a hand scanner', () => {
  test('knows a place on the keyboard for every printable letter', () => {
    expect(printable.filter((letter) => !places.has(letter))).toEqual([])
  })

  test('is understood whole, blanks at both ends included', () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: 1, max: 70 }), (each, pace) => {
        expect(typed(each, pace).texts).toEqual([each])
      }),
    )
  })

  test('is understood on a machine of another layout', () => {
    const german = (letter: string) =>
      ({ ':': 'Ö', Z: 'Y', Y: 'Z', '/': '-', '-': 'ß', '*': '(', '+': '`' })[letter] ?? letter
    fc.assert(
      fc.property(plain, (each) => {
        expect(typed(each, 10, german).texts).toContain(each)
      }),
    )
    // A Chinese input method keeps what was meant to itself and tells the place alone.
    expect(typed('HC1:ABC DEF-G', 10, () => 'Process').texts).toEqual(['HC1:ABC DEF-G'])
  })

  test('keeps the page from acting on its keys, once it is known for one', () => {
    const { pressed, taken } = typed('HC1: ABC DEF GHI', 10)
    expect(pressed.map((each) => each.taken)).toEqual([false, false, false, ...Array.from({ length: 13 }, () => true)])
    expect(taken).toBe(true)
  })

  test('may say what kind of code it read', () => {
    expect(typed(']Q1HC1:ABCDEFGHIJ', 10).texts).toEqual(['HC1:ABCDEFGHIJ'])
  })
})

describe('a page that is busy while the scanner types', () => {
  /** The keys of a text that come late at some places, as those of a page that does not answer in between. */
  const hesitating = (whole: string, pauses: ReadonlyMap<number, number>): Press[] => {
    let late = 0
    return pressesOf(whole, 5).map((press, place) => {
      late += pauses.get(place) ?? 0
      return { ...press, at: press.at + late }
    })
  }

  test('is given the text whole, wherever and however often it hesitates', () => {
    const pauses = fc.array(fc.tuple(fc.nat({ max: 199 }), fc.integer({ min: 81, max: 900 })), { maxLength: 3 })
    fc.assert(
      fc.property(long, pauses, (each, several) => {
        const wedge = new Wedge()
        const presses = hesitating(each, new Map(several))
        for (const press of presses) wedge.press(press)
        expect(wedge.press(enterAfter(presses, 500)).texts).toContain(each)
      }),
    )
  })

  test('is given what was scanned after a few keys of a hand too', () => {
    const wedge = new Wedge()
    for (const press of pressesOf('ab', 200)) wedge.press(press)
    const presses = pressesOf('HC1:ABCDEFGHIJ', 5).map((press) => ({ ...press, at: press.at + 600 }))
    for (const press of presses) wedge.press(press)
    expect(wedge.press(enterAfter(presses, 5)).texts).toContain('HC1:ABCDEFGHIJ')
  })
})

describe('the end of a text', () => {
  test('is Tab too, which a hand keeps for itself', () => {
    const wedge = new Wedge()
    const tab = { key: 'Tab', code: 'Tab', shift: false }
    expect(wedge.press({ ...tab, at: begin })).toEqual({ taken: false, texts: null })
    for (const press of pressesOf('HC1:ABCDEFGHIJ', 5)) wedge.press(press)
    expect(wedge.press({ ...tab, at: begin + 75 })).toEqual({ taken: true, texts: ['HC1:ABCDEFGHIJ'] })
  })

  test('is a pause, once, and what follows soon still belongs to it', () => {
    const wedge = new Wedge()
    expect(wedge.pause()).toBe(null)
    for (const press of pressesOf('HC1:ABCDEFGHIJ', 5)) wedge.press(press)
    expect([wedge.pause(), wedge.pause()]).toEqual([['HC1:ABCDEFGHIJ'], null])
    const rest = pressesOf('KLM', 5).map((press) => ({ ...press, at: press.at + 500 }))
    for (const press of rest) wedge.press(press)
    expect(wedge.press(enterAfter(rest, 5)).texts).toEqual(['HC1:ABCDEFGHIJKLM'])
  })

  test('that comes after a text was told says nothing more', () => {
    const wedge = new Wedge()
    const presses = pressesOf('HC1:ABCDEFGHIJ', 5)
    for (const press of presses) wedge.press(press)
    wedge.pause()
    expect(wedge.press(enterAfter(presses, 400))).toEqual({ taken: true, texts: null })
  })

  test('lies between two texts that are a second apart', () => {
    const wedge = new Wedge()
    for (const press of pressesOf('HC1:ABCDEFGHIJ', 5)) wedge.press(press)
    const next = pressesOf('HC1:KLMNOPQRST', 5).map((press) => ({ ...press, at: press.at + 1100 }))
    for (const press of next) wedge.press(press)
    expect(wedge.press(enterAfter(next, 5)).texts).toEqual(['HC1:KLMNOPQRST'])
  })
})

test('hands are no scanner, however long they type, and a short burst is nothing', () => {
  fc.assert(
    fc.property(plain, fc.integer({ min: 81, max: 400 }), (each, pace) => {
      const { pressed, texts, taken } = typed(each, pace)
      expect([texts, taken, pressed.some((one) => one.taken)]).toEqual([null, false, false])
    }),
  )
  expect(typed('12345678901', 5).texts).toBe(null)
})
