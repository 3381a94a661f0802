import type { AssistanceCaseView, BodyOf, describeCase as contract } from '@consular/api'
import { checklistFrom, renewChecklist } from '@consular/domain/assistance'
import { ok, type Result } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { assistanceRules } from './assistance-rules.ts'
import { admit } from './confidant-store.ts'
import { startDetention } from './note-detention.ts'
import { step } from './step.ts'
import type { CaseRecord } from './store.ts'
import { asTask, detentionOf, tasksOf, writeTasks } from './work-store.ts'

/** The country in which the mission of a case lies; the ministry lies in none. */
export const hostCountryOf = ({ pack }: Pick<Context, 'pack'>, mission: string): string | null =>
  pack.directory.missions.get(mission)?.host.country ?? null

type Description = BodyOf<typeof contract> & { readonly id: string }

/**
 * Says what kind of help a case is and whom it is about. The kind brings its checklist, from now on; a detention starts its clock when the
 * first report came, for that is when the arrest became known; a kind that is sealed by its nature seals the case.
 */
export const describeCase = (
  context: Context,
  session: OfficerSession,
  { id, version, type, country, personName, personBorn }: Description,
): Promise<Result<AssistanceCaseView>> =>
  step(context, {
    session,
    id,
    version,
    decide: (found) => {
      const rule = assistanceRules(context).types[type]
      const seals = rule.sealed && found.type !== type && found.sealed_at === null
      const described = {
        type,
        country: country ?? hostCountryOf(context, found.mission),
        person_name: personName,
        person_born: personBorn,
      }
      const sealed = seals ? { sealed_at: context.now().toString(), sealed_by: session.officer.id } : {}
      return ok({
        kind: 'describe',
        data: { type, country: described.country, sealed: seals || found.sealed_at !== null },
        change: { ...described, ...sealed },
        write: async (tx) => {
          if (seals)
            await admit(tx, { case: id, officer: session.officer.id, by: session.officer.id, at: context.now() })
          await bringChecklist(tx, context, { ...found, ...described })
        },
      })
    },
  })

/** The checklist of the kind, and the clock of a detention by the rule of the country. */
async function bringChecklist(tx: Tx, context: Context, found: CaseRecord): Promise<void> {
  if (found.type === null) return
  const kept = (await tasksOf(tx, found.id)).map(asTask)
  const wanted = checklistFrom(assistanceRules(context).types[found.type], context.now())
  // What has a time already keeps it: a name that is corrected gives nobody more time.
  const timed = wanted.map((task) => kept.find(({ action }) => action === task.action) ?? task)
  await writeTasks(tx, found.id, renewChecklist(kept, timed))
  const detention = await detentionOf(tx, found.id)
  if (found.type === 'DETAINED' || detention)
    await startDetention(tx, context, { found, since: detention?.arrest_known_at ?? found.opened_at })
}
