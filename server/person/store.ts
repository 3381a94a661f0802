import { type Selectable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'
import { publish } from './publish.ts'

/**
 * All SQL of one's own data: it reads whole rows of every table that speaks of a person, and names what it leaves out. A column added
 * later is exported without a word here; a test compares the outcome with the catalogue.
 */
export const hidden = {
  account: [],
  /** The key itself says nothing about a person. */
  passkey: ['account_id', 'officer_id', 'public_key', 'counter'],
  session: ['account_id', 'officer_id', 'token_hash', 'stepped_up_at'],
  /** Officers stand in the history by their numbers. */
  application: ['account_id', 'reviewer_id', 'recommended_by', 'decided_by'],
  application_event: ['application_id', 'actor_id'],
  attachment: ['application_id', 'content'],
  personalisation_order: ['application_id'],
  letter: ['account_id', 'values', 'due_at', 'attempts'],
  audit_event: ['account_id', 'actor_id'],
  /** Hashes that tell one record from another, and the code that led to it. */
  health_record: ['account_id', 'sameness', 'claim_hash', 'evidence'],
  health_document: ['account_id', 'picture', 'confirmed_by', 'decided_by'],
  /** The content of a certificate is not kept; what lists name it by would let whoever reads the export follow it there. */
  health_certificate: ['account_id', 'salt', 'digest', 'holder_key', 'uvci_hash', 'rid', 'status_index'],
  health_delivery: ['account_id'],
  registration: ['account_id'],
  advice_subscription: [],
  registered_person: ['registration_id'],
  /** The code of the link in a message would open its page. */
  crisis_household: ['account_id', 'code'],
  /** Who rings her now, and how her name is searched for. */
  crisis_person: ['household_id', 'lent_to', 'lent_until', 'left_by', 'death_said_by', 'name_key', 'latin_key'],
  crisis_answer: ['person_id', 'crisis_id', 'by_officer'],
  crisis_message: ['household_id', 'crisis_id', 'due_at'],
  push_subscription: ['account_id', 'p256dh', 'auth'],
} as const

/** The account with what signs in to it. */
export async function readAccount(tx: Tx, id: string) {
  const account = await tx.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const passkeys = await tx
    .selectFrom('passkey')
    .selectAll()
    .where('account_id', '=', id)
    .orderBy('created_at')
    .execute()
  const sessions = await tx
    .selectFrom('session')
    .selectAll()
    .where('account_id', '=', id)
    .orderBy('created_at')
    .execute()
  const { count } = await tx
    .selectFrom('recovery_code')
    .select((query) => query.fn.countAll<string>().as('count'))
    .where('account_id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return {
    account: publish(account, hidden.account),
    passkeys: passkeys.map((row) => publish(row, hidden.passkey)),
    sessions: sessions.map((row) => publish(row, hidden.session)),
    recoveryCodesLeft: Number(count),
  }
}

/** Applications of an account with their histories, pictures and orders, the newest first. */
export async function readApplications(tx: Tx, account: string) {
  const applications = await tx
    .selectFrom('application')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('created_at', 'desc')
    .execute()
  return Promise.all(applications.map(async (row) => withChildren(tx, row)))
}

async function withChildren(tx: Tx, row: Selectable<Tables['application']>) {
  return {
    ...publish(row, hidden.application),
    events: await readEvents(tx, row.id),
    attachments: await readAttachments(tx, row.id),
    personalisationOrder: await readOrder(tx, row.id),
  }
}

async function readEvents(tx: Tx, application: string) {
  const rows = await tx
    .selectFrom('application_event as e')
    .leftJoin('officer as o', 'o.id', 'e.actor_id')
    .selectAll('e')
    .select('o.number as officer_number')
    .where('application_id', '=', application)
    .orderBy('seq')
    .execute()
  return rows.map((row) => publish(row, hidden.application_event))
}

async function readAttachments(tx: Tx, application: string) {
  const rows = await tx
    .selectFrom('attachment')
    .selectAll()
    .where('application_id', '=', application)
    .orderBy('created_at')
    .execute()
  return rows.map(withContent)
}

const withContent = (row: Selectable<Tables['attachment']>) => ({
  ...publish(row, hidden.attachment),
  contentBase64: row.content?.toString('base64') ?? null,
})

async function readOrder(tx: Tx, application: string) {
  const row = await tx
    .selectFrom('personalisation_order')
    .selectAll()
    .where('application_id', '=', application)
    .executeTakeFirst()
  return row ? publish(row, hidden.personalisation_order) : null
}

/** Letters to a person, the newest first, with the values they are written from. */
export async function readLetters(tx: Tx, account: string, email: string) {
  return tx
    .selectFrom('letter')
    .selectAll()
    .where((where) => where.or([where('account_id', '=', account), where('recipient', '=', email)]))
    .orderBy('at', 'desc')
    .execute()
}

/** Who reached for a person's data: everyone but the person, the newest first. */
export async function readAccessEvents(tx: Tx, account: string, most: number) {
  return tx
    .selectFrom('audit_event as e')
    .leftJoin('officer as o', 'o.id', 'e.actor_id')
    .leftJoin('application as a', 'a.id', 'e.application_id')
    .select(['e.id', 'e.at', 'e.action', 'e.actor_kind', 'e.application_id', 'e.mission', 'e.purpose', 'e.outcome'])
    .select(['a.reference', 'o.number', sql<string | null>`CASE WHEN o.example THEN o.name END`.as('name')])
    .where('e.account_id', '=', account)
    .where('e.action', 'like', 'access.%')
    .where(sql<boolean>`e.actor_id IS DISTINCT FROM ${account}`)
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(most)
    .execute()
}

/** The rest of the audit log that is about a person: sign-ins, submissions, exports. */
export async function readLog(tx: Tx, account: string) {
  const rows = await tx
    .selectFrom('audit_event as e')
    .leftJoin('officer as o', 'o.id', 'e.actor_id')
    .selectAll('e')
    .select('o.number as officer_number')
    .where('account_id', '=', account)
    .where('action', 'not like', 'access.%')
    .orderBy('at', 'desc')
    .execute()
  return rows.map((row) => publish(row, hidden.audit_event))
}

/** One application of an export. */
export type OwnApplication = Awaited<ReturnType<typeof readApplications>>[number]

/** Health records, papers and certificates of an account, and certificates that wait for her phone. */
export async function readHealth(tx: Tx, account: string) {
  const of = async <Table extends 'health_record' | 'health_document' | 'health_certificate' | 'health_delivery'>(
    table: Table,
  ) => {
    const { rows } = await sql<Selectable<Tables[Table]>>`
      SELECT * FROM ${sql.table(table)} WHERE account_id = ${account} ORDER BY 1`.execute(tx)
    return rows
  }
  return {
    records: (await of('health_record')).map((row) => publish(row, hidden.health_record)),
    documents: (await of('health_document')).map((row) => ({
      ...publish(row, hidden.health_document),
      pictureBase64: row.picture?.toString('base64') ?? null,
    })),
    certificates: (await of('health_certificate')).map((row) => publish(row, hidden.health_certificate)),
    deliveries: (await of('health_delivery')).map((row) => publish(row, hidden.health_delivery)),
  }
}

/** Where a person said that she lives or travels, with everybody whom she registered, the newest first. */
export async function readRegistrations(tx: Tx, account: string) {
  const rows = await tx
    .selectFrom('registration')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('created_at', 'desc')
    .execute()
  const persons = await tx
    .selectFrom('registered_person as p')
    .innerJoin('registration as r', 'r.id', 'p.registration_id')
    .selectAll('p')
    .where('r.account_id', '=', account)
    .orderBy('p.id')
    .execute()
  return rows.map((row) => ({
    ...publish(row, hidden.registration),
    persons: persons
      .filter((person) => person.registration_id === row.id)
      .map((person) => publish(person, hidden.registered_person)),
  }))
}

/** About which countries letters of travel advice go to her address; no country: about all. */
export async function readAdviceSubscriptions(tx: Tx, email: string) {
  const rows = await tx.selectFrom('advice_subscription').selectAll().where('email', '=', email).orderBy('id').execute()
  return rows.map((row) => publish(row, hidden.advice_subscription))
}

/** Crises that found a person by her registrations: who was in them, what was answered, how they were asked. What relatives told of her stays theirs. */
export async function readCrises(tx: Tx, account: string) {
  const households = await tx
    .selectFrom('crisis_household')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('id')
    .execute()
  return Promise.all(
    households.map(async (row) => {
      const persons = await tx.selectFrom('crisis_person').selectAll().where('household_id', '=', row.id).execute()
      const messages = await tx.selectFrom('crisis_message').selectAll().where('household_id', '=', row.id).execute()
      return {
        ...publish(row, hidden.crisis_household),
        persons: await Promise.all(
          persons.map(async (person) => ({
            ...publish(person, hidden.crisis_person),
            answers: (
              await tx
                .selectFrom('crisis_answer')
                .selectAll()
                .where('person_id', '=', person.id)
                .orderBy('at')
                .execute()
            ).map((answer) => publish(answer, hidden.crisis_answer)),
          })),
        ),
        messages: messages.map((message) => publish(message, hidden.crisis_message)),
      }
    }),
  )
}

/** Browsers that are told of a crisis. */
export async function readPushSubscriptions(tx: Tx, account: string) {
  const rows = await tx.selectFrom('push_subscription').selectAll().where('account_id', '=', account).execute()
  return rows.map((row) => publish(row, hidden.push_subscription))
}
