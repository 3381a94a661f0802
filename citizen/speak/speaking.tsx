import { type Say, speaker, type Table } from '@consular/messages/format.ts'
import type { Language } from '@consular/messages/language.ts'
import { useWords, Words } from '@consular/ui'
import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { spoken } from '../shell/language.ts'

/** Fetches the sentences of a part of the app in each language. */
type Loaders = { readonly [language in Language]: () => Promise<{ readonly default: readonly Table[] }> }

/** Says what the part knows, else what the app knows. */
function joined(language: Language, tables: readonly Table[], app: Say): Say {
  const own = speaker(language, tables)
  return (key, values) => (tables.some((table) => Object.hasOwn(table, key)) ? own(key, values) : app(key, values))
}

/** A frame in which a part of the app speaks its own sentences too, in the language on the screen. They come when it is opened, so that nobody else waits for them. */
export function speakingPart(loaders: Loaders) {
  const learned = signal<{ readonly language: Language; readonly tables: readonly Table[] } | null>(null)
  async function learn(language: Language): Promise<void> {
    if (learned.value?.language === language) return
    const { default: tables } = await loaders[language]()
    learned.value = { language, tables }
  }
  return function Speaking({ children }: { readonly children: ComponentChildren }) {
    const app = useWords()
    const { language } = spoken.value
    useEffect(() => void learn(language), [language])
    const known = learned.value
    if (known?.language !== language) return <p role="status">{app('loading')}</p>
    return <Words.Provider value={joined(language, known.tables, app)}>{children}</Words.Provider>
  }
}
