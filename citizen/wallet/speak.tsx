import { type Say, speaker, type Table } from '@consular/messages/format.ts'
import type { Language } from '@consular/messages/language.ts'
import { useWords, Words } from '@consular/ui'
import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { spoken } from '../shell/language.ts'

const loaders: { readonly [language in Language]: () => Promise<{ readonly default: readonly Table[] }> } = {
  'zh-Hans': () => import('./sentences-zh-hans.ts'),
  en: () => import('./sentences-en.ts'),
}

/** The sentences of the wallet: they come when it is opened, so that nobody else waits for them. */
const learned = signal<{ readonly language: Language; readonly tables: readonly Table[] } | null>(null)

async function learn(language: Language): Promise<void> {
  if (learned.value?.language === language) return
  const { default: tables } = await loaders[language]()
  learned.value = { language, tables }
}

/** Says what the wallet knows, else what the app knows. */
function joined(language: Language, tables: readonly Table[], app: Say): Say {
  const own = speaker(language, tables)
  return (key, values) => (tables.some((table) => Object.hasOwn(table, key)) ? own(key, values) : app(key, values))
}

/** What is inside speaks the wallet’s sentences too, in the language on the screen. */
export function Speaking({ children }: { readonly children: ComponentChildren }) {
  const app = useWords()
  const { language } = spoken.value
  useEffect(() => void learn(language), [language])
  const known = learned.value
  if (known?.language !== language) return <p role="status">{app('loading')}</p>
  return <Words.Provider value={joined(language, known.tables, app)}>{children}</Words.Provider>
}
