import { doubtfulCharacters, surnameReadings } from './surnames.ts'

/** The pinyin of Chinese characters in capitals, and the characters of which another reading is possible. */
export interface Pinyin {
  readonly spelled: string
  readonly doubtful: readonly string[]
}

const han = /^\p{Script=Han}$/u

/** Passports write ü as YU (the exit and entry administration's rule of 2012): 吕 LYU, 略 LYUE. */
const capitals = (syllable: string): string => syllable.replaceAll('ü', 'yu').toUpperCase()

/**
 * One part of a name in Chinese characters by pinyin, syllables joined as passports print them (GB/T 28039): 文博 WENBO. A surname is read as surnames are:
 * 单 SHAN, 尉迟 YUCHI. Answers the place of the first character without a known reading. The dictionary (140 KB) is loaded at the first use.
 */
export async function spellChinese(part: string, isSurname: boolean): Promise<Pinyin | number> {
  const characters = Array.from(part)
  const own = isSurname ? surnameReadings.get(part) : undefined
  if (own) return { spelled: own[0] ?? '', doubtful: own.length > 1 ? characters : [] }
  const { pinyin } = await import('pinyin-pro')
  const syllables = pinyin(part, { type: 'array', toneType: 'none', surname: isSurname ? 'head' : 'off' })
  const unread = syllables.findIndex((syllable) => !/^[a-zü]+$/.test(syllable))
  if (unread >= 0 || syllables.length !== characters.length) return Math.max(unread, 0)
  const doubtful = isSurname ? [] : characters.filter((character) => doubtfulCharacters.has(character))
  return { spelled: syllables.map(capitals).join(''), doubtful }
}

/** Is it written in Chinese characters alone? */
export const isChinese = (part: string): boolean => Array.from(part).every((character) => han.test(character))
