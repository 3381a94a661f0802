import type { Random } from './random.ts'

type Change = (random: Random, text: string, other: string) => string

const letters = [
  ' ',
  '\u0000',
  '\r\n',
  '\n',
  '\t',
  '\u00a0',
  '\ufeff',
  '\ud800',
  '\udfff',
  '\u{1f600}',
  'é',
  'İ',
  'ſ',
  '：',
  '0',
  '9',
  '77',
  'A',
  'z',
  ':',
  '.',
  '..',
  '~',
  '~~',
  '/',
  '"',
  '\\',
  '\\u0000',
  '{',
  '}',
  '[',
  ']',
  '=',
  '-',
  '_',
  'HC1:',
  'HC1:HC1:',
  'shc:/',
  'shc:/1/2/',
  'eyJ',
  'PK\u0003\u0004',
  'PK\u0005\u0006',
] as const

const place = (random: Random, text: string): number => random.below(text.length + 1)

const insert: Change = (random, text) => {
  const at = place(random, text)
  return text.slice(0, at) + random.pick(letters) + text.slice(at)
}
const anyLetter = (random: Random): string => String.fromCharCode(random.below(random.oneIn(4) ? 65_536 : 128))
const replace: Change = (random, text) => {
  const at = random.below(text.length)
  return text.slice(0, at) + anyLetter(random) + text.slice(at + 1)
}
/** One bit of one character: near to what was meant. */
const flip: Change = (random, text) => {
  const at = random.below(text.length)
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(7))) + text.slice(at + 1)
}
/** A character of the text in another place: the alphabet of the encoding is kept. */
const move: Change = (random, text) => {
  const [from, at] = [random.below(text.length), random.below(text.length)]
  return text.slice(0, at) + text.charAt(from) + text.slice(at + 1)
}
const remove: Change = (random, text) => {
  const at = random.below(text.length)
  return text.slice(0, at) + text.slice(at + 1 + random.short(text.length - at))
}
const duplicate: Change = (random, text) => {
  const at = random.below(text.length)
  const end = at + 1 + random.short(text.length - at)
  return text.slice(0, end) + text.slice(at)
}
const truncate: Change = (random, text) => text.slice(0, place(random, text))
const behead: Change = (random, text) => text.slice(random.short(text.length + 1))
const splice: Change = (random, text, other) => text.slice(0, place(random, text)) + other.slice(place(random, other))
const recase: Change = (random, text) => {
  if (random.oneIn(2)) return random.oneIn(2) ? text.toLowerCase() : text.toUpperCase()
  const at = random.below(text.length)
  const letter = text.charAt(at)
  return (
    text.slice(0, at) +
    (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()) +
    text.slice(at + 1)
  )
}
const surround: Change = (random, text) => {
  const [before, after] = [random.pick(letters), random.pick(letters)]
  return random.oneIn(2) ? text + after : random.oneIn(2) ? before + text : before + text + after
}
const append: Change = (random, text, other) => (random.oneIn(2) ? text + other : other + text)
/** Few are very long: each costs the time of thousands. */
const stretch: Change = (random, text) => {
  const at = place(random, text)
  const piece = random.oneIn(2) ? random.pick(letters) : text.slice(at, at + 1 + random.below(20))
  const long = random.oneIn(500) ? 1_000_000 : random.oneIn(20) ? 50_000 : 2000
  return text.slice(0, at) + piece.repeat(random.below(long) / Math.max(piece.length, 1)) + text.slice(at)
}
const invent: Change = (random, text) => {
  let made = random.oneIn(2) ? random.pick(letters) : text.slice(0, random.below(12))
  for (let left = random.short(300); left > 0; left--)
    made += random.oneIn(3) ? random.pick(letters) : anyLetter(random)
  return made
}

const changes: readonly [Change, ...Change[]] = [
  insert,
  insert,
  replace,
  replace,
  flip,
  flip,
  move,
  move,
  remove,
  remove,
  duplicate,
  truncate,
  behead,
  splice,
  recase,
  surround,
  append,
  stretch,
  invent,
]

/** A text that was changed once or a few times: letters, pieces, case, blanks, surrogates, repeats; `other` lends pieces. */
export function mutateText(random: Random, text: string, other: string): string {
  let changed = text
  do changed = random.pick(changes)(random, changed, other)
  while (random.oneIn(3) && changed.length < 100_000)
  return changed
}
