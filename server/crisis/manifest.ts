import type { AnswerOf, BodyOf, syncCheckIns as syncing } from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { freshly, noteAccess, noteAct, openCrisis, openDeclared } from './guard.ts'
import { keepAnswers } from './keep-answers.ts'
import { manifestPersons, type PersonRecord, personsById } from './person-store.ts'

interface OfCrisis {
  readonly session: OfficerSession
  readonly crisis: string
}

/** A field of CSV (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe. */
const field = (value: string | number): string => {
  const text = String(value).replace(/^(?=[=+\-@\t\r])/, "'")
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const columns = ['number', 'state', 'familyName', 'givenName', 'latinName', 'birthDate', 'document'] as const

/** A line of the manifest. Of whoever did not agree to stand on it, a number and her state alone. */
const lineOf = (row: PersonRecord, index: number): readonly (string | number)[] => [
  index + 1,
  row.state,
  ...(row.on_manifest
    ? [row.family_name, row.given_name, row.latin_name ?? '', row.birth_date ?? '', row.document_number ?? '']
    : ['', '', '', '', '']),
]

/** The manifest of an evacuation as CSV with a byte order mark, for an airline or a border: consented fields alone. */
export async function exportManifest(
  context: Context,
  { session, crisis }: OfCrisis,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  return context.database.transaction().execute(async (tx): Promise<Result<Uint8Array<ArrayBuffer>>> => {
    const opened = await openCrisis(tx, { session, crisis })
    if (!opened.ok) return opened
    const fresh = freshly(context, session)
    if (!fresh.ok) return fresh
    const rows = await manifestPersons(tx, crisis)
    const persons = rows.map(({ id }) => id)
    await noteAccess(tx, context, { session, found: opened.value, purpose: 'manifest', persons })
    await noteAct(tx, context, {
      session,
      found: opened.value,
      action: 'crisis.manifest',
      data: { persons: rows.length },
    })
    const lines = [columns, ...rows.map(lineOf)].map((line) => line.map(field).join(','))
    return ok(new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`))
  })
}

/** Brings in what a tablet noted without a line, each at its own time; what is known already changes nothing. */
export async function syncCheckIns(
  context: Context,
  { session, crisis, checkIns }: OfCrisis & Pick<BodyOf<typeof syncing>, 'checkIns'>,
): Promise<Result<AnswerOf<typeof syncing>>> {
  return context.database.transaction().execute(async (tx): Promise<Result<AnswerOf<typeof syncing>>> => {
    const opened = await openDeclared(tx, { session, crisis, hold: 'answers' })
    if (!opened.ok) return opened
    const known = new Set(
      (
        await personsById(
          tx,
          crisis,
          checkIns.map(({ person }) => person),
        )
      ).map(({ id }) => id),
    )
    // In the order of the ids of persons, as everybody holds them.
    const inOrder = checkIns
      .filter(({ person }) => known.has(person))
      .toSorted((one, other) => (one.person < other.person ? -1 : 1))
    for (const { id, person, says, at } of inOrder)
      await keepAnswers(tx, context, {
        found: opened.value,
        persons: [person],
        answer: { id, says, source: 'officer', at: Temporal.Instant.from(at), officer: session.officer.id },
      })
    const unknown = checkIns.filter(({ person }) => !known.has(person)).map(({ id }) => id)
    return ok({ taken: inOrder.map(({ id }) => id), unknown })
  })
}
