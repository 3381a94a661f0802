import type { OfficerMe } from '@consular/api'
import type { Role } from '@consular/domain/access'
import { newId, ok, type Result, refuse } from '@consular/domain/shared'
import type { Caller } from '../account/index.ts'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { type ExampleOfficer, exampleOfficersOf } from './example-roster.ts'
import { missionName } from './mission-name.ts'
import { type OfficerSignedIn, openDesk } from './sign-in.ts'
import { raise } from './step-up.ts'
import {
  assign,
  assignmentsOf,
  findOfficer,
  listOfficers,
  lockOfficerByNumber,
  saveContact,
  saveOfficer,
} from './store.ts'

/** Makes the example officers of the demonstration who are not there yet. */
export async function ensureExampleOfficers(context: Context): Promise<void> {
  for (const example of exampleOfficersOf(context)) {
    await context.database.transaction().execute((tx) => ensureExample(tx, context, example))
  }
}

async function ensureExample(tx: Tx, context: Context, example: ExampleOfficer): Promise<void> {
  const known = await lockOfficerByNumber(tx, example.number)
  // The number of a real officer stays hers.
  if (known) return
  const now = context.now()
  const id = newId<'officer'>(now, context.random)
  await saveOfficer(tx, {
    id,
    number: example.number,
    name: example.name,
    active: true,
    example: true,
    created_at: now.toString(),
  })
  await assign(tx, id, example)
  // Addresses of nobody: what leaves for them is shown in the demonstration's mailbox.
  const contact = { email: `officer${example.number}@example.org`, phone: `+99900000${example.number}` }
  await saveContact(tx, id, contact)
  await record(tx, context, {
    action: 'officer.example-made',
    actor: { kind: 'system', id: null },
    mission: example.mission,
    outcome: 'done',
    data: { officer: id, roles: example.roles },
  })
}

/** Throws, in one line for the operator, when an example officer could sign in to a production service. */
export async function refuseExampleOfficers(context: Context): Promise<void> {
  const [example] = await listOfficers(context.database, 'examples')
  if (!example) return
  throw new Error(
    `CONSULAR_MODE: this database has example officers (number ${example.number}, for one); production needs a database that was never a demonstration`,
  )
}

/** The example officers who serve, with where and as what. */
export async function listExampleOfficers(context: Context) {
  const officers = await listOfficers(context.database, 'examples')
  const assignments = await assignmentsOf(
    context.database,
    officers.map(({ id }) => id),
  )
  const rows = officers.flatMap(({ id, number, name }) => {
    const own = assignments.filter((row) => row.officer_id === id)
    const mission = own[0]?.mission
    if (mission === undefined) return []
    const roles = own.filter((row) => row.mission === mission).map((row) => row.role)
    return [{ officer: { id, number, name }, mission, missionName: missionName(context, mission), roles }]
  })
  return ok({ officers: rows })
}

/** Signs an example officer in with one click. Refuses `officer.unknown`: no example, or ended. */
export async function signInAsExample(context: Context, caller: Caller, id: string): Promise<Result<OfficerSignedIn>> {
  return context.database.transaction().execute(async (tx): Promise<Result<OfficerSignedIn>> => {
    const officer = await findOfficer(tx, id)
    if (!officer?.example) return refuse('officer.unknown')
    return ok(await openDesk(tx, context, { officer, by: 'example', caller }))
  })
}

/** Stands in for the second touch of an example officer's passkey. Refuses `officer.unknown`. */
export async function stepUpAsExample(context: Context, session: OfficerSession): Promise<Result<OfficerMe>> {
  if (!session.officer.example) return refuse('officer.unknown')
  return context.database.transaction().execute((tx) => raise(tx, context, { session, by: 'example' }))
}

/** Example officers who hold a role, as if they sat at their desks: for what a demonstration begins with. In the order of their numbers. */
export async function exampleDesks(context: Context, role: Role): Promise<readonly OfficerSession[]> {
  const officers = await listOfficers(context.database, 'examples')
  const held = await assignmentsOf(
    context.database,
    officers.map(({ id }) => id),
  )
  return officers.flatMap(({ id, number, name, example }): OfficerSession[] => {
    const assignments = held.filter(({ officer_id }) => officer_id === id)
    if (!assignments.some((each) => each.role === role)) return []
    return [{ kind: 'officer', id, officer: { id, number, name, example }, assignments, steppedUpAt: context.now() }]
  })
}
