import { type Selectable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** An officer as she is stored. */
export type OfficerRow = Selectable<Tables['officer']>

/** An officer who serves, by her id. */
export const findOfficer = (tx: Tx, id: string): Promise<OfficerRow | undefined> =>
  tx.selectFrom('officer').selectAll().where('id', '=', id).where('active', '=', true).executeTakeFirst()

/** An officer by her number, whether she serves or has left; locked until the transaction ends. */
export const lockOfficerByNumber = (tx: Tx, number: number): Promise<OfficerRow | undefined> =>
  tx.selectFrom('officer').selectAll().where('number', '=', number).forUpdate().executeTakeFirst()

/** Officers in the order of their numbers: all, or the examples that serve. */
export function listOfficers(tx: Tx, which: 'all' | 'examples'): Promise<OfficerRow[]> {
  const all = tx.selectFrom('officer').selectAll().orderBy('number')
  return (which === 'all' ? all : all.where('example', '=', true).where('active', '=', true)).execute()
}

/** Writes an officer: a new one, or her name and that she serves. */
export async function saveOfficer(tx: Tx, row: OfficerRow): Promise<void> {
  await tx
    .insertInto('officer')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: row.name, active: row.active }))
    .execute()
}

/** Where officers serve and as what, in a steady order. */
export const assignmentsOf = (tx: Tx, officers: readonly string[]) =>
  tx
    .selectFrom('officer_assignment')
    .selectAll()
    .where(sql<boolean>`officer_id = ANY(${officers})`)
    .orderBy('mission')
    .orderBy('role')
    .execute()

/** Gives an officer exactly these roles at a mission; her roles elsewhere stay. */
export async function assign(
  tx: Tx,
  officer: string,
  posting: { mission: string; roles: readonly string[] },
): Promise<void> {
  const { mission, roles } = posting
  await tx.deleteFrom('officer_assignment').where('officer_id', '=', officer).where('mission', '=', mission).execute()
  await tx
    .insertInto('officer_assignment')
    .values(roles.map((role) => ({ officer_id: officer, mission, role })))
    .execute()
}

/** Gives an officer an invitation; one that she did not use stops working. */
export async function replaceInvitation(
  tx: Tx,
  officer: string,
  invitation: { hash: Buffer; expiresAt: Temporal.Instant },
): Promise<void> {
  await deleteInvitations(tx, officer)
  await tx
    .insertInto('officer_invitation')
    .values({
      token_hash: invitation.hash,
      officer_id: officer,
      expires_at: invitation.expiresAt.toString(),
      used_at: null,
    })
    .execute()
}

/** Withdraws the invitations that an officer has not used. */
export async function deleteInvitations(tx: Tx, officer: string): Promise<void> {
  await tx.deleteFrom('officer_invitation').where('officer_id', '=', officer).where('used_at', 'is', null).execute()
}

/** The officer whom a live invitation names. */
export const findInvited = (tx: Tx, hash: Buffer, now: Temporal.Instant): Promise<OfficerRow | undefined> =>
  tx
    .selectFrom('officer_invitation')
    .innerJoin('officer', 'officer.id', 'officer_invitation.officer_id')
    .selectAll('officer')
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toString())
    .where('active', '=', true)
    .executeTakeFirst()

/** Spends an invitation; answers false when it was spent, withdrawn or too old. */
export async function spendInvitation(tx: Tx, hash: Buffer, now: Temporal.Instant): Promise<boolean> {
  const done = await tx
    .updateTable('officer_invitation')
    .set({ used_at: now.toString() })
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toString())
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Notes where an officer is called to her duty. */
export async function saveContact(
  tx: Tx,
  id: string,
  contact: { readonly email: string | null; readonly phone: string | null },
): Promise<void> {
  await tx
    .insertInto('officer_contact')
    .values({ officer_id: id, ...contact })
    .onConflict((conflict) => conflict.column('officer_id').doUpdateSet(contact))
    .execute()
}
