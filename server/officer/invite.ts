import { Role } from '@consular/domain/access'
import { newId } from '@consular/domain/shared'
import { drawToken } from '../account/index.ts'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { tokenHash } from '../http/session.ts'
import { isPosted } from './mission-name.ts'
import { assign, lockOfficerByNumber, replaceInvitation, saveOfficer } from './store.ts'

/** An officer who is to be let in: her number, her name, and what she may do at one mission. */
export interface Invitation {
  readonly number: number
  readonly name: string
  readonly mission: string
  readonly roles: readonly string[]
}

/** Why an invitation cannot be written: one line for the operator. */
export class NoInvitation extends Error {}

/** How long an invitation waits to be used. */
const invitationLasts = Temporal.Duration.from({ hours: 72 })

/**
 * Makes or updates an officer with her roles at a mission, and answers the link by which she enrols her passkey: good
 * once, for 72 hours. Her roles at other missions stay. Throws `NoInvitation`.
 */
export async function inviteOfficer(context: Context, { number, name, mission, roles }: Invitation): Promise<string> {
  const unknown = roles.find((role) => !Role.safeParse(role).success)
  if (unknown !== undefined) throw new NoInvitation(`--role ${unknown}: one of ${Role.options.join(', ')}`)
  if (!isPosted(context, mission))
    throw new NoInvitation(`--mission ${mission}: the pack "${context.config.pack}" has no such mission`)
  const token = drawToken(context.random)
  await context.database.transaction().execute(async (tx) => {
    const now = context.now()
    const known = await lockOfficerByNumber(tx, number)
    if (known?.example) throw new NoInvitation(`--number ${number}: belongs to an example officer of the demonstration`)
    const id = known?.id ?? newId<'officer'>(now, context.random)
    await saveOfficer(tx, {
      id,
      number,
      name,
      active: true,
      example: false,
      created_at: known?.created_at ?? now.toString(),
    })
    await assign(tx, id, { mission, roles: [...new Set(roles)] })
    await replaceInvitation(tx, id, { hash: tokenHash(token), expiresAt: now.add(invitationLasts) })
    await record(tx, context, {
      action: 'officer.invited',
      actor: { kind: 'system', id: null },
      mission,
      outcome: 'done',
      data: { officer: id, roles },
    })
  })
  return `${context.origin}/workbench/enrol#${token}`
}
