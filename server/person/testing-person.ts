import { randomBytes } from 'node:crypto'
import { newId } from '@consular/domain/shared'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { halves, jpeg } from '../attachment/testing-pictures.ts'
import { record } from '../audit/index.ts'
import type { Database } from '../database/connection.ts'
import { mount } from '../http/bind.ts'
import { sessionCookie, tokenHash } from '../http/session.ts'
import { type Template, writeLetter } from '../notification/index.ts'
import { testContext } from '../testing.ts'
import { personRoutes } from './index.ts'

const answers = {
  surname: 'LIN',
  'given-names': 'MEI',
  // Two rare characters: one in a font of its own, one in no font.
  'native-name': '林龑㛃',
  problem: 'lost',
  'loss-account': '在米兰中央车站换车时，背包被人拿走了，护照和钱包都在里面。当天下午已经到车站警察局报案。',
  umlaut: '',
}
const at = '2026-11-20T10:00:00Z'
const mission = 'uto-it-milan-cg'

/** A service with a person who has used all of it, an officer who read her file, and a stranger who tried to. */
export async function livedIn(database: Database) {
  const context = await testContext(database)
  const app = new Hono()
  mount(app, context, personRoutes(context))
  const id = () => newId<never>(context.now(), context.random)
  const officer = id()
  await database
    .insertInto('officer')
    .values({ id: officer, number: 14, name: 'Officer Fourteen', created_at: at })
    .execute()
  const accountOf = async (email: string) => {
    const account = id()
    await database
      .insertInto('account')
      .values({ id: account, email, language: 'zh-Hans', phones: ['+393331234567'], created_at: at })
      .execute()
    const token = randomBytes(16).toString('hex')
    await database
      .insertInto('session')
      .values({
        token_hash: tokenHash(token),
        id: id(),
        account_id: account,
        officer_id: null,
        device: 'Firefox 手机',
        created_at: at,
        last_seen_at: context.now().toString(),
        expires_at: '2027-01-01T00:00:00Z',
        stepped_up_at: null,
      })
      .execute()
    const get = (path: string) => app.request(path, { headers: { cookie: `${sessionCookie}=${token}` } })
    return { account, email, get }
  }
  const person = await accountOf('lin.mei@example.org')
  const stranger = await accountOf('stranger@example.org')
  const application = id()
  await writeApplication(database, { id: application, account: person.account, officer })
  await database
    .insertInto('passkey')
    .values({
      id: 'key-1',
      account_id: person.account,
      officer_id: null,
      public_key: randomBytes(40),
      counter: '3',
      transports: ['internal'],
      label: 'LIN MEI 的手机',
      created_at: at,
      last_used_at: null,
    })
    .execute()
  await database
    .insertInto('recovery_code')
    .values({ account_id: person.account, code_hash: randomBytes(32), used_at: null })
    .execute()
  const letter = (template: Template, values: { [name: string]: string | number | string[] }) =>
    writeLetter(database, context, {
      account: person.account,
      application,
      to: person.email,
      language: 'zh-Hans',
      template,
      values,
    })
  await writeHealthThings(database, { account: person.account, id })
  await writeRegistration(database, { account: person.account, id })
  await writeCrisis(database, { account: person.account, id })
  await letter('sign-in-code', { code: '314159', minutes: 10 })
  await letter('application-stored', { reference: 'TD-7KQ4-93XM-2', mission, at })
  const about = { account: person.account, application, mission } as const
  await record(database, context, {
    ...about,
    action: 'account.sign-in',
    actor: { kind: 'citizen', id: person.account },
    outcome: 'done',
  })
  await record(database, context, {
    ...about,
    action: 'access.file',
    actor: { kind: 'officer', id: officer },
    purpose: 'review',
    outcome: 'read',
  })
  context.clock.now = context.now().add({ minutes: 1 })
  await record(database, context, {
    ...about,
    mission: null,
    action: 'access.file',
    actor: { kind: 'citizen', id: stranger.account },
    purpose: 'none',
    outcome: 'refused',
  })
  return { context, person, stranger, officer, application }
}

async function writeApplication(
  database: Database,
  { id, account, officer }: { id: string; account: string; officer: string },
) {
  const cells = Object.entries(answers).map(([field, value]) => [field, { value, at: 1, device: 'phone' }])
  const warnings = [
    {
      kind: 'duplicate-person',
      data: { reference: 'TD-OTHER', why: 'birth' },
      resolved: { by: officer, at, reason: '同名不同人' },
    },
    { kind: 'long-expired-unexplained', data: {}, resolved: null },
  ]
  await database
    .insertInto('application')
    .values({
      id,
      account_id: account,
      mission,
      service: 'passport-replacement',
      rule: 'resident-lost',
      document: 'passport',
      state: 'REFUSAL_PROPOSED',
      version: 4,
      reference: 'TD-7KQ4-93XM-2',
      answers: JSON.stringify(Object.fromEntries(cells)),
      warnings: JSON.stringify(warnings),
      defects: JSON.stringify([{ code: 'PHOTO_BLURRED', note: '请重新拍' }]),
      refusal: JSON.stringify({ ground: 'IDENTITY_UNPROVEN', explanation: 'not yet decided' }),
      scanned_mrz: null,
      birth_date: '1990-05-01',
      document_number: 'E00000000',
      reviewer_id: officer,
      recommended_by: officer,
      decided_by: null,
      created_at: at,
      updated_at: at,
      submitted_at: at,
      accepted_at: at,
      returned_at: null,
      resubmitted_at: null,
      promised_on: '2026-12-15',
    })
    .execute()
  const moves = [
    ['submit', 'DRAFT', 'SUBMITTED', 'applicant', account],
    ['begin-checks', 'SUBMITTED', 'CHECKING', 'system', null],
    ['accept', 'CHECKING', 'IN_REVIEW', 'officer', officer],
    ['propose-refusal', 'IN_REVIEW', 'REFUSAL_PROPOSED', 'officer', officer],
  ] as const
  await database
    .insertInto('application_event')
    .values(
      moves.map(([move, from_state, to_state, actor_kind, actor_id], n) => ({
        application_id: id,
        seq: n + 1,
        at,
        move,
        from_state,
        to_state,
        actor_kind,
        actor_id,
        details: JSON.stringify({ reason: `of ${move}` }),
      })),
    )
    .execute()
  const photo = Buffer.from(jpeg(halves(480, 330)))
  const attachment = { application_id: id, kind: 'photo', created_at: at, sha256: '0'.repeat(64), refusal: null }
  await database
    .insertInto('attachment')
    .values([
      {
        ...attachment,
        id: '018f0000-0000-7000-8000-00000000000a',
        state: 'stored',
        size: photo.length,
        received: photo.length,
        content: photo,
        width: 480,
        height: 330,
      },
      {
        ...attachment,
        id: '018f0000-0000-7000-8000-00000000000b',
        state: 'receiving',
        size: 9,
        content: null,
        width: null,
        height: null,
      },
    ])
    .execute()
}

/** A record, a paper that waits, and a certificate that waits for the phone. */
async function writeHealthThings(
  database: Database,
  { account, id }: { readonly account: string; readonly id: () => string },
): Promise<void> {
  const content = JSON.stringify({
    person: { familyName: '林', givenName: '梅', birthDate: '1990-05-17' },
    entry: { kind: 'recovery', disease: 'covid-19', firstPositiveOn: '2026-10-01', country: 'XX' },
  })
  const certificate = id()
  await sql`
    INSERT INTO health_record (id, mission, kind, content, sameness, state, account_id, claimed_at, received_at)
    VALUES (${id()}, ${mission}, 'recovery', ${content}, ${randomBytes(32)}, 'held', ${account}, ${at}, ${at})`.execute(
    database,
  )
  await sql`
    INSERT INTO health_document (id, account_id, mission, content, picture, state, created_at)
    VALUES (${id()}, ${account}, ${mission}, ${content}, ${Buffer.from([0xff, 0xd8])}, 'waiting', ${at})`.execute(
    database,
  )
  await sql`
    INSERT INTO health_certificate (id, family, key_id, salt, digest, account_id, purpose, issued_at, expires_at)
    VALUES (${certificate}, 'ddcc', 'k', ${randomBytes(16)}, ${randomBytes(32)}, ${account}, 'XX', ${at}, ${at})`.execute(
    database,
  )
  await sql`
    INSERT INTO health_delivery (certificate_id, account_id, text, until)
    VALUES (${certificate}, ${account}, 'HC1:EXAMPLE', ${at})`.execute(database)
}

/** A home in Izmir that she registered. */
async function writeRegistration(
  database: Database,
  { account, id }: { readonly account: string; readonly id: () => string },
): Promise<void> {
  const registration = id()
  await sql`
    INSERT INTO registration (id, account_id, kind, state, country, place, lat, lon, from_on, phone, language, on_manifest, created_at, refresh_on, erase_on)
    VALUES (${registration}, ${account}, 'resident', 'ACTIVE', 'TR', '伊兹密尔', 38.42, 27.14, '2026-11-20', '+902321234567', 'zh-Hans', true, ${at}, '2027-11-20', '2028-02-18')`.execute(
    database,
  )
  await sql`
    INSERT INTO registered_person (registration_id, id, family_name, given_name, latin_name, birth_date, document_number, phone, needs)
    VALUES (${registration}, ${id()}, '林', '梅', 'LIN MEI', '1990-05-17', 'E00000000', '+393331234567', '{pregnant}')`.execute(
    database,
  )
  await sql`
    INSERT INTO advice_subscription (id, email, country, language, created_at, confirmed_at)
    SELECT ${id()}, email, 'TR', 'zh-Hans', ${at}, ${at} FROM account WHERE id = ${account}`.execute(database)
}

/** An earthquake there, in which she was asked and said that she is safe. */
async function writeCrisis(
  database: Database,
  { account, id }: { readonly account: string; readonly id: () => string },
): Promise<void> {
  const [crisis, household, she, first, second] = [id(), id(), id(), id(), id()]
  await sql`
    INSERT INTO officer (id, number, name, active, example, created_at)
    VALUES (${first}, 901, 'Una', true, false, ${at}), (${second}, 902, 'Duo', true, false, ${at})`.execute(database)
  await sql`
    INSERT INTO crisis (id, reference, mission, kind, title, happened_at, area, state, proposed_by, proposed_at, decided_by, decided_at)
    VALUES (${crisis}, 'CR-EXAMPLE', 'uto-tr-embassy', 'disaster', '地震', ${at}, '{}', 'DECLARED', ${first}, ${at}, ${second}, ${at})`.execute(
    database,
  )
  await sql`
    INSERT INTO crisis_household (id, crisis_id, registration_id, account_id, language, phone, answered_at)
    VALUES (${household}, ${crisis}, ${id()}, ${account}, 'zh-Hans', '+902321234567', ${at})`.execute(database)
  await sql`
    INSERT INTO crisis_person (id, crisis_id, household_id, registered_id, state, last_said, last_at, family_name, given_name, call_rank, place, lat, lon)
    VALUES (${she}, ${crisis}, ${household}, ${id()}, 'SAFE', 'safe', ${at}, '林', '梅', 6, '伊兹密尔', 38.42, 27.14)`.execute(
    database,
  )
  await sql`
    INSERT INTO crisis_answer (id, person_id, crisis_id, says, source, at, stored_at)
    VALUES ('sms:example', ${she}, ${crisis}, 'safe', 'sms', ${at}, ${at})`.execute(database)
  await sql`
    INSERT INTO crisis_message (id, crisis_id, household_id, channel, queued_at, tries, outcome, handed_at, settled_at)
    VALUES (${id()}, ${crisis}, ${household}, 'sms', ${at}, 1, 'answered', ${at}, ${at})`.execute(database)
  await sql`
    INSERT INTO push_subscription (endpoint, account_id, p256dh, auth, created_at)
    VALUES ('https://fcm.googleapis.com/fcm/send/example', ${account}, 'key', 'auth', ${at})`.execute(database)
}
