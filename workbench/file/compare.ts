import { compareScan, parseMrz, type ScanDifference } from '@consular/domain/person'
import type { Refusal } from '@consular/domain/shared'

/** A place in a machine-readable zone, line and column from 0. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** A machine-readable zone as it was typed or scanned, with its first fault by the rules of its check digits. */
export interface Reading {
  readonly lines: readonly string[]
  readonly number: string
  readonly fault: Refusal | null
}

/** What was typed against what was scanned. */
export interface Comparison {
  readonly typed: Reading | null
  readonly scanned: Reading | null
  /** Where the two zones differ, when both are there. */
  readonly different: readonly Place[]
  /** How the document numbers differ; null when they agree or one is missing. */
  readonly number: ScanDifference | null
  /** The document numbers that were compared, padded to the nine places of the zone. */
  readonly numbers: { readonly typed: string; readonly scanned: string } | null
}

const width = 44

/** The lines of a zone: capitals, no spaces, cut by line breaks or by length. */
export function linesOf(text: string): string[] {
  const rows = text
    .toUpperCase()
    .split(/[\r\n]+/)
    .map((row) => row.replace(/\s/g, ''))
    .filter(Boolean)
  const joined = rows.join('')
  return joined.length === 2 * width ? [joined.slice(0, width), joined.slice(width)] : rows
}

/** Is a scan whole? A reader that types like a keyboard ends it with Enter; then nobody has to press a button. */
export const isWholeScan = (text: string): boolean =>
  /[\r\n]\s*$/.test(text) && linesOf(text).join('').length === 2 * width

function read(text: string, today: Temporal.PlainDate): Reading | null {
  const lines = linesOf(text)
  if (lines.length === 0) return null
  const parsed = parseMrz(text, today)
  return {
    lines,
    number: parsed.ok ? parsed.value.documentNumber : (lines[1] ?? '').slice(0, 9).replace(/<+$/, ''),
    fault: parsed.ok ? null : parsed.refusal,
  }
}

function differences(one: readonly string[], other: readonly string[]): Place[] {
  return one.flatMap((text, line) => {
    const against = other[line] ?? ''
    return Array.from({ length: Math.max(text.length, against.length) }, (_, column) => ({ line, column })).filter(
      ({ column }) => text[column] !== against[column],
    )
  })
}

interface Sources {
  readonly typedMrz: string
  readonly typedNumber: string
  readonly scan: string
}

/**
 * Compares the zone and the document number that the applicant typed with the zone that was scanned, place by place. The
 * scan tells what the check digit cannot: K for A, or A for 0, leave it as it was.
 */
export function compare({ typedMrz, typedNumber, scan }: Sources, today: Temporal.PlainDate): Comparison {
  const typed = read(typedMrz, today)
  const scanned = read(scan, today)
  const number = typedNumber || typed?.number || ''
  const padded = (text: string) =>
    text
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .padEnd(9, '<')
  const both = number !== '' && scanned !== null && scanned.number !== ''
  return {
    typed,
    scanned,
    different: typed && scanned ? differences(typed.lines, scanned.lines) : [],
    number: both ? compareScan(number, scanned.number) : null,
    numbers: both ? { typed: padded(number), scanned: padded(scanned.number) } : null,
  }
}

/** The place that a fault names, for the mark in the zone. */
export function placeOfFault(fault: Refusal | null): Place[] {
  const { line, position } = fault?.data ?? {}
  return typeof line === 'number' && typeof position === 'number' && line > 0
    ? [{ line: line - 1, column: position - 1 }]
    : []
}
