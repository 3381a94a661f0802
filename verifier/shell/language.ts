import { type Say, speaker, type Table } from '@consular/messages/format.ts'
import { chooseLanguage, type Language } from '@consular/messages/language.ts'
import { signal } from '@preact/signals'

const cookieName = 'language'
const loaders: { readonly [language in Language]: () => Promise<{ readonly default: readonly Table[] }> } = {
  'zh-Hans': () => import('./words-zh-hans.ts'),
  en: () => import('./words-en.ts'),
}

/** The language on the screen and its sentences. Set together, so that a page is never half translated. */
export const spoken = signal<{ readonly language: Language; readonly say: Say }>({
  language: 'zh-Hans',
  say: (key) => key,
})

/** What was chosen before. To read `document.cookie` stops the page until another process answers; asked this way it goes on. */
async function chosenBefore(): Promise<string | undefined> {
  if ('cookieStore' in globalThis) return (await cookieStore.get(cookieName))?.value
  const chosen = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${cookieName}=`))
  return chosen?.slice(cookieName.length + 1)
}

/** The language to begin with: what was chosen before, else the browser's. */
export const startLanguage = async (): Promise<Language> =>
  chooseLanguage(navigator.languages.join(), await chosenBefore().catch(() => undefined))

/** Fetches a language and speaks it. */
export async function loadWords(language: Language): Promise<void> {
  const { default: tables } = await loaders[language]()
  spoken.value = { language, say: speaker(language, tables) }
}

/** Shows the page in a language. */
export async function showLanguage(language: Language): Promise<void> {
  await loadWords(language)
  document.documentElement.lang = language
}

/** Changes the language in one tap; the choice holds for the other apps too. */
export async function chooseWords(language: Language): Promise<void> {
  await showLanguage(language)
  document.cookie = `${cookieName}=${language}; path=/; max-age=31536000; samesite=lax`
}
