import { ok, type Result } from '../shared/result.ts'
import { checkDigit } from './check-digit.ts'
import type { PersonRefusal } from './refusals.ts'
import { transliterate, type UmlautForm } from './transliterate.ts'

/** What is printed into two lines. Names as the person writes them in Latin letters; dates `2026-12-17`; a birth date may end early. */
export interface Printed {
  readonly issuer: string
  readonly surname: string
  readonly givenNames: string
  readonly umlautForm?: UmlautForm
  readonly documentNumber: string
  readonly nationality: string
  readonly birthDate: string
  readonly sex: 'F' | 'M' | 'X'
  readonly expiryDate: string
  readonly optional?: string
}

const nameWidth = 39

/** The longest beginning that ends in a letter; where the cut would fall on a filler an earlier part gives up a letter, so that the next initial stays. */
function cut(name: string, width: number): string {
  if (name.length <= width) return name
  if (name.charAt(width - 1) !== '<') return name.slice(0, width)
  const shorter = name.slice(0, width - 1).replace(/([A-Z])[A-Z]((?:<[A-Z])*)$/, '$1$2')
  return `${shorter}<${name.charAt(width)}`.slice(0, width)
}

/**
 * The 39 characters of a passport's name field (ICAO 9303-4, 4.2.3): primary `<<` secondary. A name that does not fit is cut so that the last place holds a letter
 * and at least the first initial of the secondary identifier stays.
 */
export function nameField(primary: string, secondary: string): string {
  if (secondary === '') return cut(primary, nameWidth).padEnd(nameWidth, '<')
  const whole = `${primary}<<${secondary}`
  if (whole.length <= nameWidth) return whole.padEnd(nameWidth, '<')
  const kept = cut(primary, nameWidth - 3)
  return `${kept}<<${cut(secondary, nameWidth - 2 - kept.length)}`
}

/** The name field for names as a person writes them, such as `LIN<<MEI` with its fillers: what the applicant is shown before submitting. */
export function printedNames({
  surname,
  givenNames,
  umlautForm,
}: Pick<Printed, 'surname' | 'givenNames' | 'umlautForm'>): Result<string, PersonRefusal> {
  const primary = transliterate(surname, umlautForm)
  if (!primary.ok) return primary
  if (givenNames.trim() === '') return ok(nameField(primary.value, ''))
  const secondary = transliterate(givenNames, umlautForm)
  return secondary.ok ? ok(nameField(primary.value, secondary.value)) : secondary
}

const withDigit = (characters: string): string => `${characters}${checkDigit(characters)}`
const sixDigits = (date: string): string => date.replaceAll('-', '').slice(2).padEnd(6, '<')

/** The two lines of 44 characters (ICAO 9303-4, TD3), check digits computed. */
export function mrzLines(printed: Printed): Result<readonly [string, string], PersonRefusal> {
  const names = printedNames(printed)
  if (!names.ok) return names
  const number = withDigit(printed.documentNumber.toUpperCase().padEnd(9, '<'))
  const birth = withDigit(sixDigits(printed.birthDate))
  const expiry = withDigit(sixDigits(printed.expiryDate))
  const optional = (printed.optional ?? '').padEnd(14, '<')
  const tail = optional + (/^<*$/.test(optional) ? '<' : String(checkDigit(optional)))
  const sex = printed.sex === 'X' ? '<' : printed.sex
  const composite = checkDigit(number + birth + expiry + tail)
  const [issuer, nationality] = [printed.issuer.padEnd(3, '<'), printed.nationality.padEnd(3, '<')]
  return ok([`P<${issuer}${names.value}`, `${number}${nationality}${birth}${sex}${expiry}${tail}${composite}`])
}
