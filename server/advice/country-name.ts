/** The name of a country or territory (ISO 3166-1) in both languages, as the Unicode CLDR has it. */
export const countryNames = (code: string): { readonly zh: string; readonly en: string } => ({
  zh: nameIn('zh-Hans', code),
  en: nameIn('en', code),
})

const nameIn = (language: string, code: string): string =>
  new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(code) ?? code
