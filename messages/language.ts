/** The languages of this service; the first is the source of the others. */
export const languages = ['zh-Hans', 'en'] as const

/** A language that every sentence exists in, as its BCP 47 tag. */
export type Language = (typeof languages)[number]

/** Is this text one of our language tags? */
export const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text)

/** What each language calls itself: a person finds her own without reading the other. */
export const languageNames: { readonly [tag in Language]: string } = { 'zh-Hans': '中文', en: 'English' }

function understood(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split('-')[0]
  return languages.find((language) => language.toLowerCase().split('-')[0] === primary)
}

function weighted(entry: string): { readonly tag: string; readonly weight: number } {
  const [tag = '', ...parameters] = entry.split(';').map((text) => text.trim())
  const quality = parameters.find((text) => text.startsWith('q='))
  return { tag, weight: quality === undefined ? 1 : Number.parseFloat(quality.slice(2)) || 0 }
}

/**
 * The reader's language: what she chose before (cookie), else the best of her browser (Accept-Language, RFC 9110, section 12.5.4),
 * else the source language.
 */
export function chooseLanguage(acceptLanguage: string | null | undefined, cookie?: string | null): Language {
  if (cookie && isLanguage(cookie)) return cookie
  const wanted = (acceptLanguage ?? '').split(',').map(weighted)
  const best = wanted.filter(({ weight }) => weight > 0).toSorted((one, other) => other.weight - one.weight)
  return best.map(({ tag }) => understood(tag)).find((language) => language !== undefined) ?? languages[0]
}

/** Parts in a row, as the language separates them; what is not there is left out. */
export const listed = (language: Language, ...parts: readonly (string | number | null | undefined | false)[]): string =>
  parts
    .filter((part) => part !== null && part !== undefined && part !== false && part !== '')
    .join(language === 'zh-Hans' ? '、' : ', ')
