import { parse } from 'csv-parse/sync'

/** A line of a file as it is to be sent, without an id that the file does not give. `at`: its line in the file, from 1. */
export interface FileLine {
  readonly at: number
  readonly line: { readonly [member: string]: unknown }
}

/** A file that cannot be read as lines: one sentence says why. */
export class UnreadableFile extends Error {}

/** Columns of a CSV file, and the member of a line that each fills. */
export const columns: { readonly [column: string]: readonly string[] } = {
  id: ['id'],
  supersedes: ['supersedes'],
  family_name: ['person', 'familyName'],
  given_name: ['person', 'givenName'],
  latin_family_name: ['person', 'latin', 'familyName'],
  latin_given_name: ['person', 'latin', 'givenName'],
  birth_date: ['person', 'birthDate'],
  sex: ['person', 'sex'],
  document_number: ['person', 'documentNumber'],
  nationality: ['person', 'nationality'],
  kind: ['entry', 'kind'],
  disease: ['entry', 'disease'],
  country: ['entry', 'country'],
  centre: ['entry', 'centre'],
  product: ['entry', 'product'],
  dose: ['entry', 'dose'],
  doses: ['entry', 'doses'],
  date: ['entry', 'date'],
  lot: ['entry', 'lot'],
  method: ['entry', 'method'],
  device: ['entry', 'device'],
  sample: ['entry', 'sample'],
  sampled_at: ['entry', 'sampledAt'],
  result: ['entry', 'result'],
  first_positive_on: ['entry', 'firstPositiveOn'],
}

/** Reads a file of JSON lines, or of CSV with a head of `columns`; UTF-8, with or without a byte order mark. Throws `UnreadableFile`. */
export function readLines(bytes: Uint8Array): readonly FileLine[] {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UnreadableFile('The file is not UTF-8. Save it as "CSV UTF-8".')
  }
  const lines = text.trimStart().startsWith('{') ? jsonLines(text) : csvLines(text)
  if (lines.length === 0) throw new UnreadableFile('The file has no lines.')
  return lines
}

function jsonLines(text: string): readonly FileLine[] {
  return text.split('\n').flatMap((written, index) => {
    if (written.trim() === '') return []
    return [{ at: index + 1, line: jsonLine(written, index + 1) }]
  })
}

function jsonLine(written: string, at: number): FileLine['line'] {
  try {
    const line: unknown = JSON.parse(written)
    if (typeof line === 'object' && line !== null && !Array.isArray(line)) return line as FileLine['line']
  } catch {
    // Said below.
  }
  throw new UnreadableFile(`Line ${at} is no JSON object.`)
}

interface CsvRow {
  readonly record: { readonly [column: string]: string }
  readonly info: { readonly lines: number }
}

function csvLines(text: string): readonly FileLine[] {
  let rows: readonly CsvRow[]
  try {
    rows = parse(text, {
      bom: true,
      columns: (head: string[]) => head.map((name) => name.trim().toLowerCase()),
      delimiter: delimiterOf(text),
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly CsvRow[]
  } catch (error) {
    throw new UnreadableFile(error instanceof Error ? error.message : String(error))
  }
  const unknown = Object.keys(rows[0]?.record ?? {}).find((name) => !Object.hasOwn(columns, name))
  if (unknown !== undefined)
    throw new UnreadableFile(`There is no column "${unknown}". There are: ${Object.keys(columns).join(', ')}.`)
  return rows.map(({ record, info }) => ({ at: info.lines, line: lineOf(record) }))
}

/** Spreadsheets of many countries write semicolons. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split('\n')
  return head.includes(';') && !head.includes(',') ? ';' : ','
}

/** An empty cell is an absent member, but for the two names, of which one may be empty. */
function lineOf(record: CsvRow['record']): FileLine['line'] {
  const line: Record<string, unknown> = { person: { familyName: '', givenName: '' }, entry: {} }
  for (const [column, value] of Object.entries(record)) {
    if (value === '') continue
    const path = columns[column] ?? []
    const last = path.at(-1) as string
    let place = line
    for (const step of path.slice(0, -1)) {
      place[step] ??= step === 'latin' ? { familyName: '', givenName: '' } : {}
      place = place[step] as Record<string, unknown>
    }
    place[last] = column === 'dose' || column === 'doses' ? Number(value) : value
  }
  return line
}
