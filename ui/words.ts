import type { Say } from '@consular/messages/format.ts'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

const silent: Say = (key) => {
  throw new Error(`No words were given for "${key}": put the application inside <Words.Provider>`)
}

/** The sentences of the reader's language. The components here take theirs from the section `common`. */
export const Words = createContext<Say>(silent)

/** The speaker of the reader's language. */
export const useWords = (): Say => useContext(Words)
