import { checkDigit } from './check-digit.ts'

/** How a typed document number differs from the scanned one. `blind`: the check digit alone would not have told (A and K, 0 and A, differ by ten). */
export interface ScanDifference {
  /** Places from 1 where the characters differ. */
  readonly positions: readonly number[]
  readonly computed: number
  readonly printed: number
  readonly blind: boolean
}

const comparable = (number: string): string =>
  number
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .padEnd(9, '<')

/** Compares a typed document number with the one of a scanned zone; null when they are the same. */
export function compareScan(typed: string, scanned: string): ScanDifference | null {
  const [one, other] = [comparable(typed), comparable(scanned)]
  const places = Array.from({ length: Math.max(one.length, other.length) }, (_, index) => index + 1)
  const positions = places.filter((place) => one.charAt(place - 1) !== other.charAt(place - 1))
  if (positions.length === 0) return null
  const [computed, printed] = [checkDigit(one), checkDigit(other)]
  return { positions, computed, printed, blind: computed === printed }
}
