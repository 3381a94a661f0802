import type { Random } from './random.ts'

/** Pieces of JSON, or almost, that no value of JavaScript is written as. */
const raws = [
  '-0',
  '1e400',
  '-1e400',
  '1E-400',
  'NaN',
  'Infinity',
  'undefined',
  '01',
  '+1',
  '.5',
  '1.',
  '0x10',
  '18446744073709551616',
  '9007199254740993',
  '"\\ud800"',
  '"\\u0000"',
  '"\\x41"',
  '"\t"',
  "'a'",
  '{"a":1,"a":1}',
  '{"a":1,"\\u0061":2}',
  '{"__proto__":1,"__proto__":2}',
  '{"__proto__":null}',
  '{"a":1,}',
  '[1,]',
  '[,]',
  '{"a"}',
  '{1:2}',
  '/* */ 1',
  '"a" "b"',
  `${'['.repeat(70)}${']'.repeat(70)}`,
  '['.repeat(3000),
  `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`,
  `"${'\\u0041'.repeat(2000)}"`,
  `"${'\\'.repeat(2001)}"`,
  `1${'0'.repeat(2000)}`,
  `[${'1,'.repeat(5000)}1]`,
] as const

const value = /"[^"\\]*"(?!\s*:)|-?\d+(?:\.\d+)?|true|false|null/g
const member = /"[^"\\]{1,40}":(?:"[^"\\]{0,60}"|-?\d+|true|false|null)/g
const opening = /[{,](?=")/g

function pickMatch(random: Random, text: string, pattern: RegExp): RegExpExecArray | undefined {
  // From a place onwards: to find all matches costs too much.
  pattern.lastIndex = random.below(text.length)
  return pattern.exec(text) ?? undefined
}

/** A value as JSON, now and then with a piece that only a text can hold: a member twice, a number beyond all numbers, depth, broken syntax. */
export function writeJson(random: Random, tree: unknown): string {
  const text = JSON.stringify(tree) ?? 'null'
  if (!random.oneIn(8)) return text
  if (random.oneIn(3)) {
    const [own, place] = [pickMatch(random, text, member), pickMatch(random, text, opening)]
    if (!own || !place) return text
    const at = place.index + 1
    return `${text.slice(0, at)}${own[0]},${text.slice(at)}`
  }
  const found = pickMatch(random, text, value)
  if (!found) return text + random.pick(raws)
  return text.slice(0, found.index) + random.pick(raws) + text.slice(found.index + found[0].length)
}
