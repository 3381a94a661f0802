import type { IssuedCertificate } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../../context.ts'
import type { SourceSession } from '../../http/source.ts'
import { drawPlaces, isPlaceTaken } from './draw-places.ts'
import { type FamilyWish, familiesFor, purposeOf } from './families.ts'
import { issuedView } from './issued.ts'
import { signCertificate } from './sign-certificate.ts'
import { type NewCertificate, type RecordOfIssue, readRecords } from './store.ts'
import { writeCertificates } from './write-certificates.ts'

/** One certificate of a batch. */
interface Line {
  readonly id: string
  readonly records: readonly string[]
  readonly wish: FamilyWish
}

type Answer = IssuedCertificate | { readonly id: string; readonly code: string }

/**
 * Issues certificates at the chair, of records that this source sent and nobody has claimed, each for itself: one that is refused stops none of the others. All are signed side by side, before anything is locked, and
 * written with one statement.
 */
export async function issueForSource(
  context: Context,
  source: SourceSession,
  lines: readonly Line[],
): Promise<Result<{ certificates: Answer[] }>> {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return ok({ certificates: await tryIssue(context, source, lines) })
    } catch (error) {
      if (!isPlaceTaken(error)) throw error
    }
  }
  return refuse('service.unavailable')
}

async function tryIssue(context: Context, source: SourceSession, lines: readonly Line[]): Promise<Answer[]> {
  const found = await readRecords(context.database, [...new Set(lines.flatMap(({ records }) => records))])
  const place = drawPlaces(context, lines.length)
  const made = await Promise.all(
    lines.map((line, at) => make(context, { line, isSecond: isRepeated(lines, at), found, source, place })),
  )
  const signed = made.flatMap((each) => (each.ok ? [each.value] : []))
  const refused = await writeCertificates(context, signed, {
    owner: { source: source.id },
    audit: (written) => [
      {
        action: 'certificate.issue',
        actor: { kind: 'source', id: source.id },
        mission: source.mission,
        outcome: 'done',
        data: { certificates: written.map(({ id }) => id) },
      },
    ],
  })
  return made.map((each, at): Answer => {
    const id = lines[at]?.id ?? ''
    if (!each.ok) return { id, code: each.refusal.code }
    const code = refused.get(id)
    return code ? { id, code } : issuedView(id, each.value.records, each.value.signed)
  })
}

/** The same id stands before it in the batch. */
const isRepeated = (lines: readonly Line[], at: number): boolean =>
  lines.findIndex(({ id }) => id === lines[at]?.id) < at

interface Making {
  readonly line: Line
  readonly isSecond: boolean
  readonly found: ReadonlyMap<string, RecordOfIssue>
  readonly source: SourceSession
  readonly place: () => Promise<number>
}

async function make(
  context: Context,
  { line, isSecond, found, source, place }: Making,
): Promise<Result<NewCertificate>> {
  if (isSecond) return refuse('certificate.id-taken')
  const records = [...new Set(line.records)]
  const own = records
    .flatMap((id) => found.get(id) ?? [])
    .filter((record) => record.source === source.id && record.account === null)
  if (own.length < records.length) return refuse('record.unknown')
  if (own.some(({ state }) => state !== 'held')) return refuse('record.not-held')
  const signed = await signCertificate(context, {
    records: own.map(({ content }) => content),
    families: familiesFor(line.wish),
    holderKey: null,
    place,
  })
  if (!signed.ok) return signed
  return ok({
    id: line.id,
    signed: signed.value,
    records,
    account: null,
    holderKey: null,
    purpose: purposeOf(line.wish),
  })
}
