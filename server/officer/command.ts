import { parseArgs } from 'node:util'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { endOfficer } from './end.ts'
import { inviteOfficer, NoInvitation } from './invite.ts'
import { assignmentsOf, listOfficers, saveContact } from './store.ts'

/** Where a command speaks: results to one, complaints to the other. */
export interface CommandIo {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

const usage = `consular officer invite --number 14 --name "Ann" --mission ID --role ROLE [--role ROLE]
consular officer list
consular officer contact --number 14 [--email ADDRESS] [--phone +66812345678]
consular officer end --number 14
`

const options = {
  number: { type: 'string' },
  name: { type: 'string' },
  mission: { type: 'string' },
  role: { type: 'string', multiple: true },
  email: { type: 'string' },
  phone: { type: 'string' },
} as const

const OfficerNumber = z.coerce.number().int().min(1).max(2_147_483_647)
const Invite = z.object({
  number: OfficerNumber,
  name: z.string().trim().min(1).max(80),
  mission: z.string(),
  role: z.array(z.string()).min(1),
})

const Contact = z.object({
  number: OfficerNumber,
  email: z.email().optional(),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional(),
})

/** `consular officer invite|list|contact|end`: who may enter the workbench. Answers the exit status: 0 done, 1 refused, 2 not understood. */
export async function officerCommand(args: readonly string[], context: Context, io: CommandIo): Promise<number> {
  const [verb, ...rest] = args
  try {
    const { values } = parseArgs({ args: rest, options })
    if (verb === 'invite') return await invite(Invite.parse(values), context, io)
    if (verb === 'contact') return await contact(Contact.parse(values), context, io)
    if (verb === 'end') return await end(OfficerNumber.parse(values.number), context, io)
    if (verb === 'list') return await list(context, io)
  } catch (error) {
    if (error instanceof NoInvitation) {
      io.stderr.write(`${error.message}\n`)
      return 1
    }
    if (!(error instanceof z.ZodError) && !(error instanceof TypeError && 'code' in error)) throw error
  }
  io.stderr.write(usage)
  return 2
}

async function invite(given: z.infer<typeof Invite>, context: Context, io: CommandIo): Promise<number> {
  const link = await inviteOfficer(context, { ...given, roles: given.role })
  io.stdout.write(`${link}\nGive this link to ${given.name} alone. It works once, within 72 hours.\n`)
  return 0
}

/** Notes where an officer is called to her duty; what is left out, she has not. */
async function contact(given: z.infer<typeof Contact>, context: Context, io: CommandIo): Promise<number> {
  const known = (await listOfficers(context.database, 'all')).find(({ number }) => number === given.number)
  if (!known) {
    io.stderr.write(`--number ${given.number}: there is no such officer\n`)
    return 1
  }
  await saveContact(context.database, known.id, { email: given.email ?? null, phone: given.phone ?? null })
  return 0
}

async function end(number: number, context: Context, io: CommandIo): Promise<number> {
  const ended = await endOfficer(context, number)
  if (ended) io.stdout.write(`Officer ${number} can no longer sign in; her sessions have ended.\n`)
  else io.stderr.write(`--number ${number}: there is no such officer\n`)
  return ended ? 0 : 1
}

async function list(context: Context, io: CommandIo): Promise<number> {
  const officers = await listOfficers(context.database, 'all')
  const assignments = await assignmentsOf(
    context.database,
    officers.map((officer) => officer.id),
  )
  for (const officer of officers) {
    const roles = assignments.filter((row) => row.officer_id === officer.id).map((row) => `${row.mission}:${row.role}`)
    const standing = officer.active ? (officer.example ? 'example' : 'active') : 'ended'
    io.stdout.write(`${[officer.number, officer.name, standing, roles.join(',')].join('\t')}\n`)
  }
  return 0
}
