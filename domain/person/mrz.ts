import { ok, type Result, refuse } from '../shared/result.ts'
import { checkDigit } from './check-digit.ts'
import type { MrzRefusal } from './refusals.ts'

/** What the two lines of a passport say (ICAO 9303-4, TD3). Names in the letters of the zone, parts joined by spaces. */
export interface Mrz {
  readonly issuer: string
  readonly surname: string
  readonly givenNames: string
  readonly documentNumber: string
  readonly nationality: string
  /** As far as printed: `1970`, `1970-05`, `1970-05-02`; null when unknown. */
  readonly birthDate: string | null
  readonly sex: 'F' | 'M' | 'X'
  readonly expiryDate: string
  readonly optional: string
  readonly lines: readonly [string, string]
}

const width = 44

/** Capitals, no spaces; quotation marks and brackets that phones put in place of the filler. Nothing is guessed: an O stays an O. */
const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[«‹〈《]/g, (mark) => (mark === '«' || mark === '《' ? '<<' : '<'))
    .replace(/\s/g, '')

/** The text as two lines: by line breaks when they fit, else by length. */
function split(text: string): Result<readonly [string, string], MrzRefusal> {
  const rows = text
    .split(/[\r\n]+/)
    .map(tidy)
    .filter(Boolean)
  const joined = rows.join('')
  const [one = '', two = ''] = joined.length === 2 * width ? [joined.slice(0, width), joined.slice(width)] : rows
  if (rows.length > 2 && joined.length !== 2 * width)
    return refuse('mrz.length', { line: 0, expected: 2 * width, actual: joined.length })
  for (const [index, line] of [one, two].entries()) {
    const at = line.search(/[^A-Z0-9<]/)
    if (at >= 0)
      return refuse('mrz.character', {
        line: index + 1,
        position: at + 1,
        character: String.fromCodePoint(line.codePointAt(at) ?? 0),
      })
  }
  if (one.length !== width) return refuse('mrz.length', { line: 1, expected: width, actual: one.length })
  if (two.length !== width) return refuse('mrz.length', { line: 2, expected: width, actual: two.length })
  return ok([one, two])
}

/** A checked run of line 2: where it begins (from 0), and where its check digit stands (position from 1). */
const fields = [
  { field: 'number', parts: [[0, 9]], position: 10 },
  { field: 'birth', parts: [[13, 19]], position: 20 },
  { field: 'expiry', parts: [[21, 27]], position: 28 },
  { field: 'optional', parts: [[28, 42]], position: 43 },
  {
    field: 'composite',
    parts: [
      [0, 10],
      [13, 20],
      [21, 43],
    ],
    position: 44,
  },
] as const

const lookAlikes: { readonly [character: string]: string } = { O: '0', 0: 'O', I: '1', 1: 'I' }

/** Where digits belong, a letter is named by its place, with the digit that it may have been meant for. */
function digitsOnly(line: string): Result<null, MrzRefusal> {
  for (let index = 9; index < width; index++) {
    const digits = index === 9 || (index >= 13 && index < 20) || (index >= 21 && index < 28) || index >= 42
    const character = line.charAt(index)
    if (digits && /[A-Z]/.test(character))
      return refuse('mrz.character', {
        line: 2,
        position: index + 1,
        character,
        suggestion: lookAlikes[character] ?? '',
      })
  }
  return ok(null)
}

/** One look-alike whose change would make the check digit right; a suggestion, never a silent change. */
function suggestion(
  line: string,
  [start, end]: readonly [number, number],
  printed: string,
): { readonly position: number; readonly character: string } | null {
  for (let index = start; index < end; index++) {
    const other = lookAlikes[line.charAt(index)]
    if (other && String(checkDigit(line.slice(start, index) + other + line.slice(index + 1, end))) === printed)
      return { position: index + 1, character: other }
  }
  return null
}

/** All five check digits of line 2, in order; the first wrong one is named by its place. An empty optional field may print a filler. */
function checkDigits(line: string): Result<null, MrzRefusal> {
  for (const { field, parts, position } of fields) {
    const printed = line.charAt(position - 1)
    const computed = checkDigit(parts.map(([start, end]) => line.slice(start, end)).join(''))
    const empty = field === 'optional' && printed === '<' && computed === 0
    if (printed === String(computed) || empty) continue
    const meant = field === 'number' ? suggestion(line, parts[0], printed) : null
    return refuse('mrz.check-digit', {
      field,
      line: 2,
      position,
      computed,
      printed,
      ...(meant ? { suggestion: meant } : {}),
    })
  }
  return ok(null)
}

/** Six printed digits as a date of a century, unknown parts (`<`) left out; null when even the year is unknown, undefined when impossible. */
function dateOf(printed: string, century: number): string | null | undefined {
  const known = printed.replace(/(<<)+$/, '')
  if (known === '') return null
  if (!/^(\d\d){1,3}$/.test(known)) return undefined
  const [year, month, day] = [String(century + Number(known.slice(0, 2))), known.slice(2, 4), known.slice(4, 6)]
  const text = [year, month, day].filter(Boolean).join('-')
  try {
    Temporal.PlainDate.from(`${year}-${month || '01'}-${day || '01'}`)
    return text
  } catch {
    return undefined
  }
}

/** Two-digit years: nobody is born in the future, and no passport is valid for more than eleven years. */
function pivot(printed: string, latest: Temporal.PlainDate): string | null | undefined {
  const recent = dateOf(printed, 2000)
  return recent && recent > latest.toString() ? dateOf(printed, 1900) : recent
}

/**
 * Reads the machine-readable zone of a passport as a person types or pastes it. Tolerates spaces, small letters, full-width letters, «, and lost line breaks.
 * Refuses `mrz.length`, `mrz.character`, `mrz.check-digit`, `mrz.date-impossible`, `mrz.document-kind`, `mrz.name-missing`, each with its place.
 */
export function parseMrz(text: string, today: Temporal.PlainDate): Result<Mrz, MrzRefusal> {
  const rows = split(text)
  if (!rows.ok) return rows
  const [one, two] = rows.value
  if (one.charAt(0) !== 'P') return refuse('mrz.document-kind', { line: 1, position: 1, character: one.charAt(0) })
  const checked = [digitsOnly(two), checkDigits(two)].find((result) => !result.ok)
  if (checked && !checked.ok) return checked
  const birthDate = pivot(two.slice(13, 19), today)
  const expiryDate = pivot(two.slice(21, 27), today.add({ years: 11 }))
  if (birthDate === undefined) return refuse('mrz.date-impossible', { field: 'birth', line: 2, position: 14 })
  if (expiryDate?.length !== 10) return refuse('mrz.date-impossible', { field: 'expiry', line: 2, position: 22 })
  return readNames(one, two, { birthDate, expiryDate })
}

function readNames(one: string, two: string, dates: Pick<Mrz, 'birthDate' | 'expiryDate'>): Result<Mrz, MrzRefusal> {
  const words = (zone: string) => zone.split('<').filter(Boolean).join(' ')
  const [primary = '', ...secondary] = one.slice(5).replace(/<+$/, '').split('<<')
  if (words(primary) === '' || /\d/.test(one.slice(5))) return refuse('mrz.name-missing', { line: 1, position: 6 })
  const sex = two.charAt(20)
  if (!'FMX<'.includes(sex)) return refuse('mrz.character', { line: 2, position: 21, character: sex, suggestion: '' })
  return ok({
    issuer: words(one.slice(2, 5)),
    surname: words(primary),
    givenNames: words(secondary.join('<')),
    documentNumber: two.slice(0, 9).replace(/<+$/, ''),
    nationality: words(two.slice(10, 13)),
    ...dates,
    sex: sex === 'F' || sex === 'M' ? sex : 'X',
    optional: two.slice(28, 42).replace(/<+$/, ''),
    lines: [one, two],
  })
}
