import { deletePasskeysOfOfficer, deleteSessionsOfOfficer } from '../account/index.ts'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { deleteInvitations, lockOfficerByNumber, saveOfficer } from './store.ts'

/**
 * Ends an officer's service at once: her sessions, passkeys and unused invitations are gone, her deeds stay on record.
 * Also what to do when she lost her passkey: end, then invite anew. Answers false when no officer has this number.
 */
export async function endOfficer(context: Context, number: number): Promise<boolean> {
  return context.database.transaction().execute(async (tx) => {
    const officer = await lockOfficerByNumber(tx, number)
    if (!officer) return false
    await saveOfficer(tx, { ...officer, active: false })
    await deleteSessionsOfOfficer(tx, officer.id)
    await deletePasskeysOfOfficer(tx, officer.id)
    await deleteInvitations(tx, officer.id)
    await record(tx, context, {
      action: 'officer.ended',
      actor: { kind: 'system', id: null },
      outcome: 'done',
      data: { officer: officer.id },
    })
    return true
  })
}
