import { type Say, speaker, type Table } from '@consular/messages/format.ts'
import { chooseLanguage, type Language } from '@consular/messages/language.ts'
import { signal } from '@preact/signals'

const cookieName = 'language'
const loaders: { readonly [language in Language]: () => Promise<{ readonly default: readonly Table[] }> } = {
  'zh-Hans': () => import('./words-zh-hans.ts'),
  en: () => import('./words-en.ts'),
}

/** The language on the screen, its sentences, and whether there is one for a key: a pack may name what no sentence knows yet. */
interface Spoken {
  readonly language: Language
  readonly say: Say
  readonly knows: (key: string) => boolean
}

/** What is spoken now. Set as one, so that a screen is never half translated. */
export const spoken = signal<Spoken>({ language: 'zh-Hans', say: (key) => key, knows: () => false })

/** The language to begin with: what was chosen before, else the browser's. */
export function startLanguage(): Language {
  const chosen = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${cookieName}=`))
  return chooseLanguage(navigator.languages.join(), chosen?.slice(cookieName.length + 1))
}

/** Fetches a language and shows it. */
export async function loadWords(language: Language): Promise<void> {
  const { default: tables } = await loaders[language]()
  document.documentElement.lang = language
  const knows = (key: string) => tables.some((table) => Object.hasOwn(table, key))
  spoken.value = { language, say: speaker(language, tables), knows }
}

/** Changes the language in one tap; the choice holds for the other pages of the service too. */
export async function chooseWords(language: Language): Promise<void> {
  await loadWords(language)
  document.cookie = `${cookieName}=${language}; path=/; max-age=31536000; samesite=lax`
}
