import { listAccessEvents } from '@consular/api'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { exportOwnData } from './export.ts'
import { ownDataPdf } from './pdf.ts'
import { divide } from './pdf-font.ts'
import { hidden } from './store.ts'
import { livedIn } from './testing-person.ts'

const { database } = await testDatabase()
const { context, person, stranger, officer, application } = await livedIn(database)

test('a person sees who opened her file, when and why: an officer by number and mission, a stranger as another citizen', async () => {
  const { events } = listAccessEvents.answer.parse(await (await person.get('/api/me/access-events')).json())
  expect(events).toMatchObject([
    { actor: 'another-citizen', officerNumber: null, purpose: 'none', outcome: 'refused', reference: 'TD-7KQ4-93XM-2' },
    {
      actor: 'officer',
      officerNumber: 14,
      officerName: null,
      mission: 'uto-it-milan-cg',
      purpose: 'review',
      outcome: 'read',
      application,
    },
  ])
})

test('nobody sees another person’s accesses, and her own reading is none', async () => {
  const { events } = listAccessEvents.answer.parse(await (await stranger.get('/api/me/access-events')).json())
  expect(events).toEqual([])
})

test('the export is a file to keep, and is itself entered into the log', async () => {
  const count = async () =>
    (
      await database
        .selectFrom('audit_event')
        .select('data')
        .where('action', '=', 'person.export')
        .where('actor_id', '=', person.account)
        .execute()
    ).length
  const before = await count()
  const response = await person.get('/api/me/export.json')
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="my-data-2026-11-24.json"')
  expect(await count()).toBe(before + 1)
})

test('the export holds everything: account, answers, history, pictures, letters, accesses, log', async () => {
  const data = JSON.parse(await (await person.get('/api/me/export.json')).text())
  expect(data).toMatchObject({
    format: 'consular-own-data-1',
    demonstration: true,
    account: { email: person.email, phones: ['+393331234567'] },
    passkeys: [{ label: 'LIN MEI 的手机' }],
    recoveryCodesLeft: 1,
    sessions: [{ device: 'Firefox 手机' }],
  })
  const [file] = data.applications
  expect(file.answers['native-name'].value).toBe('林龑㛃')
  expect(
    file.events.map(({ move, officerNumber }: { move: string; officerNumber: number }) => [move, officerNumber]),
  ).toEqual([
    ['submit', null],
    ['begin-checks', null],
    ['accept', 14],
    ['propose-refusal', 14],
  ])
  expect(Buffer.from(file.attachments[0].contentBase64, 'base64').subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
  expect(data.letters.map(({ template }: { template: string }) => template).sort()).toEqual([
    'application-stored',
    'sign-in-code',
  ])
  expect(data.health).toMatchObject({
    records: [{ kind: 'recovery', state: 'held', content: { entry: { firstPositiveOn: '2026-10-01' } } }],
    documents: [{ state: 'waiting', pictureBase64: '/9g=' }],
    certificates: [{ family: 'ddcc', reason: null }],
    deliveries: [{ text: 'HC1:EXAMPLE' }],
  })
  expect(data.accessEvents).toHaveLength(2)
  expect(data.log.map(({ action }: { action: string }) => action)).toContain('account.sign-in')
})

test('keys, tokens, codes, names and ids of officers, and other people’s references stay out of it', async () => {
  const text = await (await person.get('/api/me/export.json')).text()
  for (const secret of [
    '314159',
    officer,
    'Officer Fourteen',
    'TD-OTHER',
    stranger.account,
    stranger.email,
    'token',
    'publicKey',
    'codeHash',
    'claimHash',
    'sameness',
  ])
    expect(text, secret).not.toContain(secret)
})

test('a proposed refusal stays between the officers until it is decided, and is exported then', async () => {
  const file = async () => JSON.parse(await (await person.get('/api/me/export.json')).text()).applications[0]
  const open = await file()
  expect(open.refusal).toBeNull()
  expect(open.events[3].details).toEqual({})
  expect(open.events[2].details).toEqual({ reason: 'of accept' })
  const second = '018f0000-0000-7000-8000-0000000000ff'
  await database
    .insertInto('officer')
    .values({ id: second, number: 15, name: 'Fifteen', created_at: '2026-01-01T00:00:00Z' })
    .execute()
  await database.updateTable('application').set({ state: 'REFUSED', decided_by: second }).execute()
  const decided = await file()
  expect(decided.refusal).toEqual({ ground: 'IDENTITY_UNPROVEN', explanation: 'not yet decided' })
  expect(decided.events[3].details).toEqual({ reason: 'of propose-refusal' })
  await database.updateTable('application').set({ state: 'REFUSAL_PROPOSED', decided_by: null }).execute()
})

/** Tables that say nothing of a citizen, or nothing that outlives the moment: codes and challenges that wait, hashes of addresses. */
const ofNobody = new Set([
  'advice',
  'crisis',
  'advice_version',
  'officer',
  'officer_assignment',
  'officer_invitation',
  'sign_in_code',
  'ceremony',
  'attempt',
  'recovery_code',
  'attachment_piece',
  'audit_unsealed',
  'audit_leaf',
  'audit_head',
  'migration',
  'health_source',
  'health_upload',
  'health_upload_part',
  'health_certificate_record',
  'health_recall',
  'trust_source',
  'trust_list',
  'trust_list_piece',
  'acceptance_rule',
  'rule_case',
  'trust_edition',
  'duty_shift',
  'duty_interruption',
  'duty_watch',
  'duty_seen',
  'officer_contact',
  'erasure',
])

/** Tables that speak of people of whom no account is known: a report is sent without signing in, and its secret alone leads back to it. */
const ofNoAccount = new Set([
  'assistance_confidant',
  'crisis_incoming',
  'crisis_relative',
  'assistance_cost',
  'assistance_detention',
  'assistance_person',
  'assistance_sharing',
  'assistance_task',
  'assistance_visit',
  'assistance_case',
  'assistance_report',
  'report_media',
  'report_media_piece',
  'assistance_event',
  'assistance_attempt',
])

test('what is of no account has no column that leads to one', async () => {
  const { rows } = await sql<{ column: string }>`
    SELECT column_name AS column FROM information_schema.columns
    WHERE table_name = ANY(${[...ofNoAccount]}) AND column_name IN ('account_id', 'application_id', 'email')`.execute(
    database,
  )
  expect(rows).toEqual([])
})

test('every column of every table that speaks of a person is exported, or left out by name', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    SELECT table_name AS table, column_name AS column FROM information_schema.columns WHERE table_schema = 'public'`.execute(
    database,
  )
  const data = JSON.parse(await (await person.get('/api/me/export.json')).text())
  const [file] = data.applications
  const exported: Record<string, object> = {
    account: data.account,
    passkey: data.passkeys[0],
    session: data.sessions[0],
    application: file,
    application_event: file.events[0],
    attachment: file.attachments[0],
    letter: data.letters[0],
    audit_event: data.log[0],
    health_record: data.health.records[0],
    health_document: data.health.documents[0],
    health_certificate: data.health.certificates[0],
    health_delivery: data.health.deliveries[0],
    registration: data.registrations[0],
    advice_subscription: data.adviceSubscriptions[0],
    registered_person: data.registrations[0].persons[0],
    crisis_household: data.crises[0],
    crisis_person: data.crises[0].persons[0],
    crisis_answer: data.crises[0].persons[0].answers[0],
    crisis_message: data.crises[0].messages[0],
    push_subscription: data.pushSubscriptions[0],
    personalisation_order: { payload: 0, signature: 0, key: 0, at: 0 },
  }
  const left = rows.filter(({ table, column }) => {
    if (ofNobody.has(table) || ofNoAccount.has(table)) return false
    const names: readonly string[] = table in hidden ? hidden[table as keyof typeof hidden] : []
    return (
      !names.includes(column) &&
      !(column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) in (exported[table] ?? {}))
    )
  })
  expect(left).toEqual([])
})

test('the paper is a PDF with its title, its language, its fonts and the demonstration’s mark, in both languages', async () => {
  for (const [language, tag] of [
    ['zh-Hans', 'zh-Hans'],
    ['en', 'en'],
  ] as const) {
    const response = await person.get(`/api/me/export.pdf?language=${language}`)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    const pdf = Buffer.from(await response.arrayBuffer()).toString('latin1')
    expect(pdf.startsWith('%PDF-1.7')).toBe(true)
    expect(pdf).toContain(`/Lang (${tag})`)
    expect(pdf).toContain('/Marked true')
    expect(pdf).toContain('/DisplayDocTitle true')
    expect([...pdf.matchAll(/\/Type \/Page\n/g)].length).toBeGreaterThan(1)
    // Every font is carried along: the common one in two weights, and the one of the rare character.
    expect([...pdf.matchAll(/\/FontFile[23] /g)]).toHaveLength(3)
  }
})

test('a character that no font has is written as its code point', async () => {
  expect(divide('林㛃', 400).map(({ text }) => text)).toEqual(['林〔U+36C3〕'])
  expect(divide('林龑 MEI é', 400).map(({ text }) => text)).toEqual(['林', '龑', ' MEI é'])
})

test('a person without anything gets her paper too; the mark is a demonstration’s alone', async () => {
  const marked = Buffer.from(await (await stranger.get('/api/me/export.pdf')).arrayBuffer()).toString('latin1')
  expect(marked).toMatch(/\/ca 0\.07\b/)
  const data = await exportOwnData(context, stranger.account, 'pdf')
  const plain = Buffer.from(await ownDataPdf(context, { ...data, demonstration: false }, 'en')).toString('latin1')
  expect(plain.startsWith('%PDF-')).toBe(true)
  expect(plain).not.toMatch(/\/ca 0\.07\b/)
})
