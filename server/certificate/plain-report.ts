import type { Holder, Report } from '@consular/certificate'
import { type EntryWords, entryText } from '@consular/certificate/names'
import type { Acceptance } from '@consular/certificate/rules'
import { formatter, knowsSentence, type Language, listed, type Say } from '@consular/messages'

/** The sentence about a code; a code without one speaks for itself. */
export const sentenceOf = (language: Language, code: string): string =>
  knowsSentence(language, 'certificate', `code.${code}`) ? formatter(language, 'certificate')(`code.${code}`) : code

function holderLine(holder: Holder, language: Language): string {
  const say = formatter(language, 'certificate')
  const name = holder.name ?? listed(language, holder.familyName ?? holder.standardFamilyName, holder.givenName)
  const born = holder.birthDate === undefined ? '' : say('born', { date: holder.birthDate })
  const document = holder.documentNumber === undefined ? '' : say('document', { number: holder.documentNumber })
  return listed(language, name, born, document)
}

/** How a line about an entry is written for a terminal: countries and dates as they were signed. */
const entryWords = (language: Language): EntryWords => ({
  say: formatter(language, 'certificate'),
  coded: (what, { code, text }) => {
    const key = `${what}.${code}`
    return knowsSentence(language, 'certificate', key) ? formatter(language, 'certificate')(key) : (text ?? code)
  },
  country: (code) => code,
  day: (written) => written,
  list: (...parts) => listed(language, ...parts),
})

/** Signed instants may lie beyond every calendar. */
export const writeInstant = (at: number): string =>
  Math.abs(at) <= 8.64e15
    ? Temporal.Instant.fromEpochMilliseconds(Math.trunc(at)).toString({ smallestUnit: 'second' })
    : String(at)

function periodLine({ validity }: Report, say: Say): string | null {
  if (validity === null || (validity.from === null && validity.until === null)) return null
  const written = (at: number | null): string => (at === null ? say('open') : writeInstant(at))
  return say('period', { from: written(validity.from), until: written(validity.until) })
}

/** What a certificate says must not steer the terminal: control characters, and those that turn the direction of writing. */
const harmless = (text: string): string => text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')

/** Columns that a text takes: wide characters count twice, as terminals show them. */
export const widthOf = (text: string): number => text.length + (text.match(/[\u2e80-\uffdc]/gu)?.length ?? 0)

/** Rows of a label and a text; labels in a column. */
export function inColumns(rows: readonly (readonly [string, string])[]): string[] {
  const widest = Math.max(...rows.map(([label]) => widthOf(label)))
  return rows.map(([label, text]) => `${label}${' '.repeat(widest - widthOf(label) + 2)}${harmless(text)}`)
}

/** What was found out, for a person at a terminal: verdict, why, holder, entries, issuer, what could not be checked. */
export function plainReport(report: Report, language: Language): string[] {
  const say = formatter(language, 'certificate')
  const { holder, issuer, trustedCountry } = report
  const rows: [string, string][] = [[say('row.why'), `${sentenceOf(language, report.code)} (${report.code})`]]
  if (report.family !== null) rows.push([say('row.family'), say(`family.${report.family}`)])
  if (holder !== null) rows.push([say('row.holder'), holderLine(holder, language)])
  for (const entry of report.entries) rows.push([say('row.entry'), entryText(entry, entryWords(language))])
  if (issuer !== null) rows.push([say('row.issuer'), listed(language, issuer.country, issuer.id, issuer.keyId)])
  if (trustedCountry !== null) rows.push([say('row.trusted'), trustedCountry])
  const period = periodLine(report, say)
  if (period !== null) rows.push([say('row.period'), period])
  for (const check of report.checks)
    if (check.result === 'not-checked' && check.code !== 'after-failure')
      rows.push([say('row.not-checked'), `${sentenceOf(language, check.code)} (${check.code})`])
  for (const { code, at, value } of report.warnings)
    rows.push([say('row.warning'), listed(language, `${sentenceOf(language, code)} (${code})`, at, value)])
  return [say(`verdict.${report.verdict}`), '', ...inColumns(rows), '']
}

/** What the rules of the country of arrival answer: each rule that does not pass, in words. */
export function plainAcceptance({ answer, code, rules }: Acceptance, language: Language): string[] {
  const say = formatter(language, 'certificate')
  const tag = language.split('-')[0] as string
  const rows = rules
    .filter(({ result }) => result !== 'passed')
    .map(({ identifier, result, code: why, descriptions, missing }): [string, string] => {
      const words = descriptions[tag] ?? descriptions['en'] ?? ''
      const lacking =
        missing.length > 0 && result === 'open' ? say('rule.missing', { facts: listed(language, ...missing) }) : ''
      return [identifier, listed(language, say('rule.result', { result }), words, why !== 'rule.false' && why, lacking)]
    })
  const counted = say('rules.counted', { count: rules.length })
  return [
    say(`acceptance.${answer}`),
    '',
    ...inColumns([[say('row.why'), listed(language, `${sentenceOf(language, code)} (${code})`, counted)], ...rows]),
    '',
  ]
}
