import type { LineAnswer } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { SourceSession } from '../http/source.ts'
import { acceptLines } from './accept-lines.ts'
import { readSigned } from './read-signed.ts'
import { lockSource } from './store.ts'

/** Takes in one record that a source signed. The line names the same id as the address: a line that was signed for another place is `record.line-invalid`. */
export async function sendRecord(
  context: Context,
  source: SourceSession,
  { record: id, signed }: { readonly record: string; readonly signed: string },
): Promise<Result<LineAnswer>> {
  const read = await readSigned(source, signed)
  if (!read.ok) return read
  const { content, evidence } = read.value
  if (typeof content !== 'object' || content === null || !('id' in content) || content.id !== id)
    return ok({ line: 1, id, outcome: 'refused', code: 'record.line-invalid', where: 'id', claim: null })
  return context.database.transaction().execute(async (tx): Promise<Result<LineAnswer>> => {
    if (!(await lockSource(tx, source.id))) return refuse('session.needed')
    const [answer] = await acceptLines(tx, context, { source, lines: [content], evidence })
    if (!answer) throw new Error('A line has no answer.')
    if (answer.outcome === 'accepted')
      await record(tx, context, {
        action: 'record.received',
        actor: { kind: 'source', id: source.id },
        mission: source.mission,
        outcome: 'done',
        data: { record: id },
      })
    return ok(answer)
  })
}
