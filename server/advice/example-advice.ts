import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { AdviceContent, AdviceKind } from '@consular/domain/advice'
import { newId, type Result } from '@consular/domain/shared'
import * as z from 'zod'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { packPath } from '../mission/index.ts'
import { exampleDesks } from '../officer/index.ts'
import { moveDraft } from './move-draft.ts'
import { saveDraft } from './save-draft.ts'
import { newestVersions } from './store.ts'

/** The file of a pack's example advice. A real state's pack has none: what its ministry has not written does not exist. */
const ExampleAdvice = z.object({
  source: z.object({ title: z.string(), asOf: z.string() }),
  advice: z.array(
    z.object({ kind: AdviceKind, country: z.string(), endsInDays: z.nullable(z.int()), content: AdviceContent }),
  ),
})
type Example = z.infer<typeof ExampleAdvice>['advice'][number]

/** What a use case was asked for by the demonstration itself: a refusal is a fault of the pack. */
function must<T>(answer: Result<T>): T {
  if (!answer.ok) throw new Error(`the example advice of the pack: ${answer.refusal.code}`)
  return answer.value
}

/** One example, by the same two steps that officers take. */
async function bring(
  context: Context,
  example: Example,
  by: { writer: OfficerSession; second: OfficerSession },
): Promise<void> {
  const now = context.now()
  const { kind, country, endsInDays, content } = example
  const validUntil = endsInDays === null ? null : now.add({ hours: 24 * endsInDays }).toString()
  const place = { advice: newId<'advice'>(now, context.random), draft: newId<'advice-version'>(now, context.random) }
  const body = { kind, country, act: 'publish' as const, version: 0, content: { ...content, validUntil } }
  must(await saveDraft(context, { session: by.writer, ...place, body }))
  must(await moveDraft(context, { session: by.writer, ...place, body: { move: 'propose', version: 0 } }))
  must(await moveDraft(context, { session: by.second, ...place, body: { move: 'approve', version: 1 } }))
}

/** Publishes the pack's example advice in a demonstration that has no advice yet. */
export async function ensureExampleAdvice(context: Context): Promise<void> {
  const path = packPath(context.config.pack, 'advice.json')
  if (!existsSync(path) || (await newestVersions(context.database)).length > 0) return
  const { advice } = ExampleAdvice.parse(JSON.parse(await readFile(path, 'utf8')))
  const [writer] = await exampleDesks(context, 'advice-editor')
  const second = (await exampleDesks(context, 'advice-approver')).find(
    ({ officer }) => officer.id !== writer?.officer.id,
  )
  if (!writer || !second) return
  for (const example of advice) await bring(context, example, { writer, second })
}
