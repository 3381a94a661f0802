import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { create } from 'fontkit'
import * as z from 'zod'
import { unpackWoff } from './woff.ts'

/** The two weights of the papers. */
export type Weight = 400 | 700

/** A stretch of text that one font can write. */
export interface Run {
  readonly font: Font
  readonly text: string
}

/** The common one: Latin, punctuation and some 7,000 Chinese characters in one file; rarer ones are in the numbered files. */
const common = 'chinese-simplified'

/** A font that is open: its name on a paper, its bytes as a paper carries them, the characters it has a shape for. */
export interface Font {
  readonly name: string
  readonly bytes: Buffer
  readonly characters: ReadonlySet<number>
}

const opened = new Map<string, Font>()

function open(subset: string, weight: Weight): Font {
  const name = `noto-sans-sc-${subset}-${weight}-normal`
  const known = opened.get(name)
  if (known) return known
  const bytes = unpackWoff(
    readFileSync(fileURLToPath(import.meta.resolve(`@fontsource/noto-sans-sc/files/${name}.woff`))),
  )
  const font = create(bytes)
  const made = { name, bytes, characters: new Set('characterSet' in font ? font.characterSet : []) }
  opened.set(name, made)
  return made
}

/** Which numbered file has a character, as the package says: `{"[26]": "U+9818,U+982d-9830", …}`. */
const subsets: readonly { readonly subset: string; readonly ranges: readonly (readonly [number, number])[] }[] =
  Object.entries(
    z
      .record(z.string(), z.string())
      .parse(
        JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('@fontsource/noto-sans-sc/unicode.json')), 'utf8')),
      ),
  ).map(([name, ranges]) => ({
    subset: name.replaceAll(/[[\]]/g, ''),
    ranges: ranges.split(',').map((range) => {
      const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-')
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const
    }),
  }))

const subsetOf = (point: number): string | undefined =>
  subsets.find(({ ranges }) => ranges.some(([from, to]) => from <= point && point <= to))?.subset

/**
 * Divides text into runs by the font that can write them. A character that no font has is written as its code point, such as
 * `〔U+36C3〕`: a name is never silently shortened.
 */
export function divide(text: string, weight: Weight): Run[] {
  const runs: { font: Font; text: string }[] = []
  for (const character of text.normalize('NFC')) {
    const { font, written } = choose(character, weight)
    const last = runs.at(-1)
    if (last?.font === font) last.text += written
    else runs.push({ font, text: written })
  }
  return runs.length === 0 ? [{ font: open(common, weight), text: '' }] : runs
}

function choose(character: string, weight: Weight): { font: Font; written: string } {
  const point = character.codePointAt(0) ?? 0
  const usual = open(common, weight)
  if (character === '\n' || usual.characters.has(point)) return { font: usual, written: character }
  const subset = subsetOf(point)
  const rare = subset === undefined ? usual : open(subset, weight)
  if (rare.characters.has(point)) return { font: rare, written: character }
  return { font: usual, written: `〔U+${point.toString(16).toUpperCase().padStart(4, '0')}〕` }
}
