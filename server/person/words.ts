import { formatter, knowsSentence, type Language, type Say } from '@consular/messages'
import type { Context } from '../context.ts'
import { writeDay, writeInstant } from '../notification/index.ts'

/** How an export says things in its reader's language. */
export interface Words {
  readonly say: Say
  /** The name of a code that data brought along; the code itself where it has no name (a field of an older form). */
  readonly named: (section: 'documents' | 'citizen' | 'export', key: string, code: string) => string
  readonly mission: (id: string) => string
  /** A moment, in UTC: an export is read anywhere. */
  readonly moment: (at: string | null) => string
  readonly day: (day: string | null) => string
}

/** The words of an export in one language. */
export function wordsOf(context: Pick<Context, 'pack'>, language: Language): Words {
  const say = formatter(language, 'export')
  const nothing = say('nothing')
  return {
    say,
    named: (section, key, code) => (knowsSentence(language, section, key) ? formatter(language, section)(key) : code),
    mission: (id) => context.pack.directory.missions.get(id)?.name[language === 'en' ? 'en' : 'zh'] ?? id,
    moment: (at) => (at === null ? nothing : writeInstant(at, 'UTC', language)),
    day: (day) => (day === null ? nothing : writeDay(day, language)),
  }
}
