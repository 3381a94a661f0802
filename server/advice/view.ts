import type { AdviceFile, AdviceLevelView, AdviceVersionView, CurrentAdvice } from '@consular/api'
import { type AdviceLevel, type AdviceOfficer, chainBefore, differenceBetween, movesFor } from '@consular/domain/advice'
import type { Context } from '../context.ts'
import type { VersionRecord } from './store.ts'

/** A level as it is shown. */
export const viewLevel = ({ code, name, colour }: AdviceLevel): AdviceLevelView => ({ code, name, colour })

/** The level of a version; one that has left the pack since stands under its code, as grave as the gravest. */
export function levelOf({ pack }: Pick<Context, 'pack'>, code: string): AdviceLevel {
  const { levels } = pack.adviceLevels
  const gravest = levels.at(-1)
  const found = levels.find((level) => level.code === code)
  if (found) return found
  if (!gravest) throw new Error('a pack has at least one level')
  return { ...gravest, code, name: { zh: code, en: code } }
}

/** How grave a level is: its place in the pack's scheme. */
const gravity = ({ pack }: Pick<Context, 'pack'>, code: string): number => {
  const place = pack.adviceLevels.levels.findIndex((level) => level.code === code)
  return place === -1 ? pack.adviceLevels.levels.length : place
}

/** The gravest first; of one level, the newest. */
export const byGravity = (context: Pick<Context, 'pack'>, rows: readonly VersionRecord[]): readonly VersionRecord[] =>
  rows.toSorted((one, other) => gravity(context, other.content.level) - gravity(context, one.content.level))

/** A public version, for everybody. */
export function viewCurrent(context: Pick<Context, 'pack'>, row: VersionRecord): CurrentAdvice {
  const { headline, text, instruction, areas, validUntil, level } = row.content
  return {
    id: row.advice_id,
    kind: row.kind,
    country: row.country,
    number: row.number ?? 0,
    level: viewLevel(levelOf(context, level)),
    headline,
    text,
    instruction,
    areas: areas.map(({ name }) => name),
    publishedAt: row.effective_at ?? row.written_at,
    validUntil,
  }
}

/** The version that took effect before another one, among those of its advice. A new beginning after a withdrawal has none. */
export function versionBefore(rows: readonly VersionRecord[], row: VersionRecord): VersionRecord | null {
  const messages = rows.flatMap((each) => (each.number === null ? [] : [messageOf(each)]))
  const before = chainBefore(messages, { number: row.number ?? Number.POSITIVE_INFINITY }).at(-1)
  return rows.find(({ id }) => id === before?.id) ?? null
}

/** A version that took effect, as a message of its chain. */
export const messageOf = ({ id, number, act, content, effective_at, written_at }: VersionRecord) => ({
  id,
  number: number ?? 0,
  act,
  content,
  sentAt: effective_at ?? written_at,
})

function viewVersion(rows: readonly VersionRecord[], row: VersionRecord, officer: AdviceOfficer): AdviceVersionView {
  const before = versionBefore(rows, row)
  const difference = before === null ? null : differenceBetween(before.content, row.content)
  const guarded = { state: row.state, authors: [...row.authors, ...(row.proposed_by ? [row.proposed_by.id] : [])] }
  return {
    id: row.id,
    act: row.act,
    state: row.state,
    version: row.version,
    number: row.number,
    content: row.content,
    authors: [...row.author_refs],
    writtenAt: row.written_at,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    note: row.note,
    effectiveAt: row.effective_at,
    endedAt: row.ended_at,
    difference: difference?.map(({ parts, ...field }) => ({ ...field, parts: [...parts] })) ?? null,
    moves: [...movesFor(guarded, officer)],
  }
}

/** An advice with all its versions, as an officer sees it; null where there is none. */
export function viewFile(
  context: Pick<Context, 'pack'>,
  rows: readonly VersionRecord[],
  officer: AdviceOfficer,
): AdviceFile | null {
  const [first] = rows
  if (!first) return null
  const levels = context.pack.adviceLevels.levels.map(viewLevel)
  const versions = rows.map((row) => viewVersion(rows, row, officer))
  return { id: first.advice_id, kind: first.kind, country: first.country, levels, versions }
}
