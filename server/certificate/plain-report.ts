import type { Coded, Entry, Holder, Report } from '@consular/certificate'
import { productName } from '@consular/certificate/names'
import type { Acceptance } from '@consular/certificate/rules'
import { formatter, knowsSentence, type Language, type Say } from '@consular/messages'

/** The sentence about a code; a code without one speaks for itself. */
export const sentenceOf = (language: Language, code: string): string =>
  knowsSentence(language, 'certificate', `code.${code}`) ? formatter(language, 'certificate')(`code.${code}`) : code

const listed = (...parts: readonly (string | number | null | undefined | false)[]): string =>
  parts.filter((part) => part !== undefined && part !== null && part !== false && part !== '').join(', ')

function holderLine(holder: Holder, say: Say): string {
  const name = holder.name ?? listed(holder.familyName ?? holder.standardFamilyName, holder.givenName)
  const born = holder.birthDate === undefined ? '' : say('born', { date: holder.birthDate })
  const document = holder.documentNumber === undefined ? '' : say('document', { number: holder.documentNumber })
  return listed(name, born, document)
}

/** A code in words: ours, else those of the certificate, else the code. */
const wordsFor =
  (language: Language) =>
  (what: 'disease' | 'vaccine', coded: Coded | null): string | null => {
    if (coded === null) return null
    const key = `${what}.${coded.code}`
    const known = knowsSentence(language, 'certificate', key)
    return known ? formatter(language, 'certificate')(key) : (coded.text ?? coded.code)
  }

function entryLine(entry: Entry, language: Language): string {
  const say = formatter(language, 'certificate')
  const inWords = wordsFor(language)
  const where = listed(entry.country, entry.issuer)
  switch (entry.kind) {
    case 'vaccination': {
      const dose = entry.dose === null ? null : say('dose', { dose: entry.dose, doses: entry.doses ?? '?' })
      const product = entry.product ? productName(entry.product) : inWords('vaccine', entry.vaccine)
      return listed(say('entry.vaccination'), inWords('disease', entry.disease), product, dose, entry.date, where)
    }
    case 'test': {
      const result = say(`result.${entry.result}`)
      return listed(say(`entry.${entry.method}`), inWords('disease', entry.disease), result, entry.sampledAt, where)
    }
    case 'recovery':
      return listed(say('entry.recovery'), inWords('disease', entry.disease), entry.firstPositiveOn, where)
  }
}

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
  if (holder !== null) rows.push([say('row.holder'), holderLine(holder, say)])
  for (const entry of report.entries) rows.push([say('row.entry'), entryLine(entry, language)])
  if (issuer !== null) rows.push([say('row.issuer'), listed(issuer.country, issuer.id, issuer.keyId)])
  if (trustedCountry !== null) rows.push([say('row.trusted'), trustedCountry])
  const period = periodLine(report, say)
  if (period !== null) rows.push([say('row.period'), period])
  for (const check of report.checks)
    if (check.result === 'not-checked' && check.code !== 'after-failure')
      rows.push([say('row.not-checked'), `${sentenceOf(language, check.code)} (${check.code})`])
  for (const { code, at, value } of report.warnings)
    rows.push([say('row.warning'), listed(`${sentenceOf(language, code)} (${code})`, at, value)])
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
      const lacking = missing.length > 0 && result === 'open' ? say('rule.missing', { facts: missing.join(', ') }) : ''
      return [identifier, listed(say('rule.result', { result }), words, why !== 'rule.false' && why, lacking)]
    })
  const counted = say('rules.counted', { count: rules.length })
  return [
    say(`acceptance.${answer}`),
    '',
    ...inColumns([[say('row.why'), listed(`${sentenceOf(language, code)} (${code})`, counted)], ...rows]),
    '',
  ]
}
