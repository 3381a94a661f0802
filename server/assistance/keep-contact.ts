import type { AssistanceCaseView, BodyOf, keepContact as contract } from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { repeatedRow } from './repeated.ts'
import { step } from './step.ts'
import { contactsOf, saveContact } from './work-store.ts'

/** Notes somebody around a case, or changes what was noted of her. An id of another case's contact stays that one's. */
export const keepContact = (
  context: Context,
  session: OfficerSession,
  { id, version, contact, role, name, telephone, mayKnow }: BodyOf<typeof contract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> => {
  const row = { id: contact, case_id: id, role, name, telephone, may_know: mayKnow }
  return step(context, {
    session,
    id,
    version,
    repeated: async (tx) => {
      const before = await repeatedRow(tx, 'assistance_person', row)
      const ours = (await contactsOf(tx, id)).some((each) => each.id === contact)
      return before === 'other' && ours ? null : before
    },
    decide: () =>
      ok({
        kind: 'contact',
        data: { contact, role, mayKnow },
        change: {},
        write: (tx) => saveContact(tx, { ...row, noted_by: session.officer.id, noted_at: context.now().toString() }),
      }),
  })
}
