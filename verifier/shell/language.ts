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

/** The language to begin with: what was chosen before, else the browser's. */
export function startLanguage(): Language {
  const chosen = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${cookieName}=`))
  return chooseLanguage(navigator.languages.join(), chosen?.slice(cookieName.length + 1))
}

/** Fetches a language and shows it. */
export async function loadWords(language: Language): Promise<void> {
  const { default: tables } = await loaders[language]()
  document.documentElement.lang = language
  spoken.value = { language, say: speaker(language, tables) }
}

/** Changes the language in one tap; the choice holds for the other apps too. */
export async function chooseWords(language: Language): Promise<void> {
  await loadWords(language)
  document.cookie = `${cookieName}=${language}; path=/; max-age=31536000; samesite=lax`
}
