import { formatter, knowsSentence, type Language, type Say } from '@consular/messages'
import type { Context } from '../context.ts'
import { writeDay, writeInstant } from '../notification/index.ts'

/** How an export says things in its reader's language. */
export interface Words {
  readonly say: Say
  /** The name of a code that data brought along; the code itself where it has no name (a field of an older form). */
  readonly named: (section: 'documents' | 'citizen' | 'export', key: string, code: string) => string
  /** Where a field stands in the forms, so that answers are read in the order of the questions; the wizard's come first. */
  readonly placeOf: (field: string) => number
  readonly mission: (id: string) => string
  /** A moment, in UTC: an export is read anywhere. */
  readonly moment: (at: string | null) => string
  readonly day: (day: string | null) => string
}

/** The words of an export in one language. */
export function wordsOf(context: Pick<Context, 'pack' | 'rules'>, language: Language): Words {
  const say = formatter(language, 'export')
  const nothing = say('nothing')
  const pages = context.rules.services.services.flatMap((service) => service.pages)
  const fields = pages.flatMap((page) => page.fields.map(({ id }) => id))
  return {
    say,
    named: (section, key, code) => (knowsSentence(language, section, key) ? formatter(language, section)(key) : code),
    placeOf: (field) => fields.indexOf(field),
    mission: (id) => context.pack.directory.missions.get(id)?.name[language === 'en' ? 'en' : 'zh'] ?? id,
    moment: (at) => (at === null ? nothing : writeInstant(at, 'UTC', language)),
    day: (day) => (day === null ? nothing : writeDay(day, language)),
  }
}
