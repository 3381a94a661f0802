import type { Name } from '@consular/domain/mission'
import { spoken } from '../shell/language.ts'

/** A name of the directory in the language on the screen. */
export const nameOf = (name: Name): string => (spoken.value.language === 'en' ? name.en : name.zh)
