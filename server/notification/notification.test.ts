import { listLetters } from '@consular/api'
import { formatter } from '@consular/messages'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { testDatabase } from '../database/testing.ts'
import { mount } from '../http/bind.ts'
import { testContext } from '../testing.ts'
import {
  type Letter,
  letterRoutes,
  mailboxPage,
  mailTransport,
  renderLetter,
  sendDueLetters,
  writeLetter,
} from './index.ts'
import { templates } from './letter.ts'
import { startMailServer } from './testing-mail-server.ts'

const { database } = await testDatabase()
const mail = await startMailServer()
afterAll(() => mail.stop())
const demonstration = await testContext(database)
const production = {
  ...demonstration,
  config: readConfig({
    CONSULAR_MODE: 'production',
    CONSULAR_ORIGIN: 'https://consular.example',
    CONSULAR_SECRET: 'x'.repeat(32),
    CONSULAR_SIGNING_KEY: 'key.pem',
    CONSULAR_MAIL_URL: mail.url,
    CONSULAR_MAIL_FROM: 'service@consular.example',
  }),
  origin: 'https://consular.example',
}
const transport = mailTransport(production.config, production.origin)

const code: Letter = {
  to: 'lin.mei@example.org',
  language: 'zh-Hans',
  template: 'sign-in-code',
  values: { code: '314159', minutes: 10 },
}
const advice = { countryCode: 'IT', level: 'Take care', headline: 'Waves', subscription: 'one', code: 'key' }
const about = { reference: 'TD-7KQ4-93XM-2', mission: 'uto-it-milan-cg' }
const stored: Letter = {
  to: 'ann@example.org',
  language: 'en',
  template: 'application-stored',
  values: { ...about, at: '2026-11-24T08:00:00Z' },
}
const rows = () => database.selectFrom('letter').selectAll().orderBy('at').orderBy('id').execute()
const write = (letter: Letter) => writeLetter(database, demonstration, letter)

beforeEach(async () => {
  await database.deleteFrom('letter').execute()
  mail.letters.length = 0
  mail.answer = 250
  demonstration.clock.now = Temporal.Instant.from('2026-11-24T08:00:00Z')
})

const examples: { readonly [name in keyof typeof templates]: Letter['values'] } = {
  'sign-in-code': { code: '314159', minutes: 10 },
  'application-stored': { ...about, at: '2026-11-24T08:00:00Z' },
  'application-accepted': { ...about, promisedOn: '2026-12-15' },
  'application-returned': { ...about, defects: ['PHOTO_BLURRED', 'POLICE_REPORT_MISSING'], dueOn: '2027-02-22' },
  'correction-reminder': { ...about, dueOn: '2027-02-22' },
  'application-resubmitted': { ...about, at: '2026-11-24T08:00:00Z' },
  'application-approved': about,
  'application-refused': {
    ...about,
    ground: 'IDENTITY_UNPROVEN',
    explanation: 'The birth certificate is of another person.',
    appeal: 'appeal.uto',
  },
  'application-withdrawn': about,
  'application-lapsed': about,
  'registration-refresh': { registrationNumber: 'TD-7KQ4-93XM-2', dueOn: '2027-12-23', eraseOn: '2028-02-22' },
  'crisis-ask': { page: '0123456789ab' },
  'advice-confirm': { countryCode: '', subscription: 'one', code: 'key', hours: 24 },
  'advice-published': advice,
  'advice-withdrawn': advice,
  'duty-call': {
    caseNumber: 'TD-7KQ4-93XM-2',
    mission: 'uto-th-embassy',
    priority: 'P1',
    at: '2026-11-23T20:07:00Z',
    channel: 'sms',
  },
}

test.each(Object.keys(templates) as (keyof typeof templates)[])(
  '%s is written whole in both languages, and says that it is a demonstration',
  (template) => {
    for (const language of ['zh-Hans', 'en'] as const) {
      const { subject, text } = renderLetter(demonstration, { language, template, values: examples[template] })
      expect(subject).not.toBe('')
      expect(`${subject}${text}`).not.toMatch(/[{}]|undefined|PHOTO_|IDENTITY_/)
      // The letter of a crisis speaks of no file.
      if (!/^(sign-in-code|crisis-ask|advice-\w+)$/.test(template)) expect(subject + text).toContain('TD-7KQ4-93XM-2')
      expect(text.endsWith(language === 'en' ? 'no real effect.' : '没有任何真实效力。')).toBe(true)
      expect(renderLetter(production, { language, template, values: examples[template] }).text).not.toMatch(
        /no real effect|没有任何真实效力/,
      )
    }
  },
)

test('a stored application is not claimed to have been read', () => {
  const { text } = renderLetter(demonstration, stored)
  expect(text).toContain('Nobody has read it yet.')
  expect(text).toContain('24 November 2026 09:00 (CET)')
  expect(renderLetter(demonstration, { ...stored, language: 'zh-Hans' }).text).toContain('2026年11月24日 09:00 (GMT+1)')
})

test('a return names each fault and the day; a refusal its ground, its explanation and the way to appeal', () => {
  const returned = renderLetter(demonstration, {
    language: 'zh-Hans',
    template: 'application-returned',
    values: examples['application-returned'],
  })
  expect(returned.text).toContain('• 照片不清楚')
  expect(returned.text).toContain('2027年2月22日')
  const refused = renderLetter(demonstration, {
    language: 'en',
    template: 'application-refused',
    values: examples['application-refused'],
  })
  for (const said of ['Identity cannot be proven', 'birth certificate is of another person', 'Appeals Board'])
    expect(refused.text).toContain(said)
})

test('a letter with values that are not its own is a bug', async () => {
  await expect(write({ ...stored, values: about })).rejects.toThrow()
  await expect(write({ ...stored, values: { ...stored.values, passport: 'E00000000' } })).rejects.toThrow()
})

test('a letter of a transaction that fails was never written', async () => {
  const failing = database.transaction().execute(async (tx) => {
    await writeLetter(tx, demonstration, stored)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await rows()).toEqual([])
})

test('a letter is sent once, under its own id, as an automatic one; its sign-in code does not stay behind', async () => {
  await write(code)
  expect(await sendDueLetters(production, transport)).toBe(1)
  expect(await sendDueLetters(production, transport)).toBe(0)
  const [row] = await rows()
  expect(mail.letters).toHaveLength(1)
  expect(mail.letters[0]).toContain(`Message-ID: <${row?.id}@consular.example>`)
  expect(mail.letters[0]).toContain('Auto-Submitted: auto-generated')
  expect(mail.letters[0]).toContain('To: lin.mei@example.org')
  expect(row).toMatchObject({
    due_at: null,
    sent_at: '2026-11-24T08:00:00Z',
    failure: null,
    attempts: 1,
    values: { minutes: 10 },
  })
  expect(JSON.stringify(row)).not.toContain('314159')
})

test('senders side by side send each letter once', async () => {
  for (let n = 0; n < 12; n++) await write({ ...stored, to: `ann${n}@example.org` })
  const sent = await Promise.all([1, 2, 3].map(() => sendDueLetters(production, transport)))
  expect(sent.reduce((sum, count) => sum + count)).toBe(12)
  expect(mail.letters).toHaveLength(12)
})

test('a refused letter is tried again after pauses that double, and given up after ten tries with the reason', async () => {
  await write(stored)
  mail.answer = 451
  const pauses: number[] = []
  for (let attempt = 1; attempt <= 10; attempt++) {
    const before = demonstration.clock.now
    expect(await sendDueLetters(production, transport)).toBe(0)
    const [row] = await rows()
    expect(row).toMatchObject({ attempts: attempt, failure: 'smtp-451', sent_at: null })
    if (row?.due_at == null) break
    demonstration.clock.now = Temporal.Instant.from(row.due_at)
    pauses.push(demonstration.clock.now.since(before).total('minutes'))
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256])
  expect((await rows())[0]).toMatchObject({ attempts: 10, due_at: null })
  mail.answer = 250
  demonstration.clock.now = demonstration.clock.now.add({ hours: 1000 })
  expect(await sendDueLetters(production, transport)).toBe(0)
})

test('one bad address holds no other letter up; a mail server that is away holds all of them, without losing one', async () => {
  await write({ ...stored, to: 'refused@example.org' })
  await write({ ...stored, to: 'ben@example.org' })
  expect(await sendDueLetters(production, transport)).toBe(1)
  await database.deleteFrom('letter').execute()
  await write(stored)
  await write({ ...stored, to: 'ben@example.org' })
  const away = mailTransport(
    { mode: 'production', mail: { url: 'smtp://127.0.0.1:9', from: 'a@b.example' } },
    production.origin,
  )
  expect(await sendDueLetters(production, away)).toBe(0)
  expect((await rows()).reduce((sum, { attempts }) => sum + attempts, 0)).toBe(1)
  demonstration.clock.now = demonstration.clock.now.add({ minutes: 1 })
  expect(await sendDueLetters(production, transport)).toBe(2)
})

test('a letter lent to a process that died is sent again; one whose last try was cut short is given up', async () => {
  await write(stored)
  await sql`UPDATE letter SET attempts = 1, due_at = '2026-11-24T08:01:00Z'`.execute(database)
  expect(await sendDueLetters(production, transport)).toBe(0)
  demonstration.clock.now = demonstration.clock.now.add({ minutes: 1 })
  expect(await sendDueLetters(production, transport)).toBe(1)
  await sql`UPDATE letter SET attempts = 10, due_at = '2026-11-24T08:01:00Z', sent_at = NULL`.execute(database)
  expect(await sendDueLetters(production, transport)).toBe(0)
  expect((await rows())[0]).toMatchObject({ due_at: null, failure: 'interrupted' })
})

test('a code that no longer signs in is not sent', async () => {
  await write(code)
  demonstration.clock.now = demonstration.clock.now.add({ minutes: 11 })
  expect(await sendDueLetters(production, transport)).toBe(0)
  expect((await rows())[0]).toMatchObject({ due_at: null, failure: 'expired', values: { minutes: 10 } })
})

test('a demonstration sends nothing, and keeps every letter for its mailbox', async () => {
  expect(mailTransport(demonstration.config, demonstration.origin)).toBeNull()
  await write(code)
  expect(await sendDueLetters(demonstration, null)).toBe(1)
  expect((await rows())[0]).toMatchObject({ due_at: null, values: { code: '314159' } })
  expect(mail.letters).toEqual([])
})

test('the mailbox lists letters as JSON, the newest first, of one recipient where one is asked for', async () => {
  const app = new Hono()
  mount(app, demonstration, letterRoutes(demonstration))
  await write(code)
  demonstration.clock.now = demonstration.clock.now.add({ seconds: 1 })
  await write(stored)
  const list = async (query: string) =>
    listLetters.answer.parse(await (await app.request(`/api/demonstration/letters${query}`)).json()).letters
  expect((await list('')).map(({ to }) => to)).toEqual(['ann@example.org', 'lin.mei@example.org'])
  expect(await list('?to=Lin.Mei@example.org')).toMatchObject([{ subject: '登录验证码 314159', language: 'zh-Hans' }])
})

test('the mailbox page works without JavaScript, in both languages, and writes out what letters say', async () => {
  const page = mailboxPage(demonstration)
  await write(code)
  await write({
    ...stored,
    template: 'application-refused',
    values: { ...about, ground: 'IDENTITY_UNPROVEN', explanation: '<script>alert(1)</script>', appeal: 'appeal.uto' },
  })
  const read = async (headers: Record<string, string>, query = '') =>
    (await page.request(`/demonstration/mailbox${query}`, { headers })).text()
  const english = await read({ 'accept-language': 'en' })
  expect(english).toContain('<html lang="en">')
  expect(english).toContain(formatter('en', 'common')('service.demonstration'))
  expect(english).toMatch(/<strong>314159<\/strong>/)
  expect(english).not.toContain('<script')
  expect(english).toContain('&lt;script&gt;')
  expect(await read({ 'accept-language': 'en', cookie: 'language=zh-Hans' })).toContain('<h1>演示邮箱</h1>')
  expect(await read({ 'accept-language': 'en' }, '?to=ann@example.org')).not.toContain('314159')
  expect(await read({ 'accept-language': 'en' }, '?to=nobody@example.org')).toContain('There are no letters yet.')
})

test('production has no mailbox', async () => {
  const app = new Hono()
  mount(app, production, letterRoutes(production))
  expect((await app.request('/api/demonstration/letters')).status).toBe(404)
  expect((await mailboxPage(production).request('/demonstration/mailbox')).status).toBe(404)
})
