import * as api from '@consular/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { mailTransport, sendDueLetters } from '../notification/index.ts'
import { startMailServer } from '../notification/testing-mail-server.ts'
import { keepAdvice } from './index.ts'
import { app, context, database, id, type Officer, officer, publish, read, waves } from './testing-advice.ts'

let [ivy, max]: Officer[] = []
const officers = () => [ivy, max] as [Officer, Officer]
const mail = await startMailServer()
afterAll(() => mail.stop())
beforeAll(async () => {
  ivy = await officer('Ivy', ['advice-editor'])
  max = await officer('Max', ['advice-approver'])
  await max.stepUp()
})

const subscriptions = () => database.selectFrom('advice_subscription').selectAll().orderBy('email').execute()
const lettersTo = async (email: string, template: string) =>
  (
    await database
      .selectFrom('letter')
      .selectAll()
      .where('recipient', '=', email)
      .where('template', '=', template)
      .execute()
  ).map(({ values }) => values as { subscription: string; code: string; headline?: string })
const ask = async (email: string, country: string | null, subscription = id()) =>
  app.request(`/api/advice/subscriptions/${subscription}`, {
    method: 'PUT',
    body: JSON.stringify({ email, country, language: 'en' }),
  })
const post = (path: string, fields: Record<string, string>, headers = {}) =>
  app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'accept-language': 'en', ...headers },
  })

/** Asks, and says yes with the key of the letter. */
async function subscribed(email: string, country: string | null) {
  expect((await ask(email, country)).status).toBe(202)
  const link = (await lettersTo(email, 'advice-confirm')).at(-1)
  if (!link) throw new Error('no letter')
  expect((await post('/advice/confirm', { s: link.subscription, k: link.code })).status).toBe(200)
  return link
}

test('nobody is subscribed before the owner of the address has pressed the button; to look at the link is not to press it', async () => {
  expect((await ask('ann@example.org', 'IT')).status).toBe(202)
  const [link] = await lettersTo('ann@example.org', 'advice-confirm')
  const query = new URLSearchParams({ s: link?.subscription ?? '', k: link?.code ?? '' }).toString()
  expect((await read(`/advice/confirm?${query}`)).text).toContain('Yes, write to me')
  expect((await subscriptions())[0]?.confirmed_at).toBeNull()
  expect((await post('/advice/confirm', { s: link?.subscription ?? '', k: 'x'.repeat(43) })).status).toBe(404)
  expect((await subscriptions())[0]?.confirmed_at).toBeNull()
  for (const _ of [1, 2]) expect((await post(`/advice/confirm?${query}`, {})).status).toBe(200)
  expect((await subscriptions())[0]?.confirmed_at).not.toBeNull()
  // The key stands in letters alone.
  expect(JSON.stringify(await subscriptions())).not.toContain(link?.code)
})

test('the answer tells nobody who is subscribed, the same wish twice is one letter, and an address is not flooded', async () => {
  const again = id()
  const answers = [
    await ask('ann@example.org', 'IT', again),
    await ask('ann@example.org', 'IT', again),
    await ask('new@example.org', 'IT'),
  ]
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202])
  expect(await lettersTo('ann@example.org', 'advice-confirm')).toHaveLength(2)
  const more = await Promise.all([1, 2, 3, 4].map(() => ask('ann@example.org', 'FR')))
  expect(more.map(({ status }) => String(status)).toSorted()).toEqual(['202', '202', '429', '429'])
  expect(api.Problem.parse(await more.find(({ status }) => status === 429)?.json()).code).toBe('request.too-many')
})

test('the form works with no JavaScript, and says what is wrong with an address', async () => {
  const wrong = await post('/advice/subscribe', { email: 'nobody', country: 'IT' })
  expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('Enter an e-mail address')])
  const good = await post('/advice/subscribe', { email: 'form@example.org', country: 'IT', language: 'en' })
  expect([good.status, await good.text()]).toEqual([200, expect.stringContaining('look into your mailbox')])
  expect((await subscriptions()).find(({ email }) => email === 'form@example.org')).toMatchObject({
    country: 'IT',
    confirmed_at: null,
  })
})

test('what is published is told to every subscriber of the country once, in batches, also by two processes at once', async () => {
  const [first, second] = officers()
  await subscribed('world@example.org', null)
  await subscribed('thai@example.org', 'TH')
  const now = context.now().toString()
  const many = Array.from({ length: 1203 }, (_, at) => ({
    id: id(),
    email: `s${at}@example.org`,
    country: 'IT',
    language: 'en' as const,
    created_at: now,
    confirmed_at: now,
  }))
  await database.insertInto('advice_subscription').values(many).execute()
  await publish(first, second)
  await Promise.all([keepAdvice(context), keepAdvice(context)])
  await keepAdvice(context)
  const told = await database
    .selectFrom('letter')
    .select('recipient')
    .where('template', '=', 'advice-published')
    .execute()
  const names = told.map(({ recipient }) => recipient)
  expect(names).toHaveLength(1205)
  expect(new Set(names).size).toBe(1205)
  expect(names).not.toContain('thai@example.org')
  expect(names).not.toContain('form@example.org')
  await database.deleteFrom('letter').where('recipient', 'like', 's%').execute()
  await database.deleteFrom('advice_subscription').where('email', 'like', 's%').execute()
})

test('a letter says what is public and no more, and a mailbox ends the letters by one request (RFC 8058)', async () => {
  const production = { ...context, config: readConfig({ CONSULAR_PACK: 'uto' }) }
  const transport = mailTransport(
    { mode: 'production', mail: { url: mail.url, from: 'consular@example.org' } },
    context.origin,
  )
  const [first, second] = officers()
  await database.deleteFrom('letter').execute()
  const { advice } = await publish(first, second, { country: 'TH', content: waves({ areas: [] }) })
  await publish(first, second, { country: 'TH', act: 'withdraw', content: waves({ areas: [] }) }, advice)
  await keepAdvice(context)
  expect(await lettersTo('thai@example.org', 'advice-withdrawn')).toHaveLength(1)
  await sendDueLetters(production, transport)
  const letter = mail.letters.find((text) => text.includes('To: thai@example.org')) ?? ''
  const unfolded = letter.replace(/\r\n[ \t]+/g, ' ')
  expect(unfolded).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  expect(unfolded).toContain('Subject: Travel advice has changed')
  const [, address = ''] = /List-Unsubscribe: <([^>]+)>/.exec(unfolded) ?? []
  expect(address).toMatch(/^http:\/\/localhost:7010\/advice\/unsubscribe\?/)
  expect(address).not.toContain('thai')
  const { pathname, search } = new URL(address)
  const oneClick = () =>
    post(`${pathname}${search}`, { 'List-Unsubscribe': 'One-Click' }, { origin: 'https://mail.example' })
  expect((await read(`${pathname}${search}`)).text).toContain('End the letters')
  expect((await subscriptions()).some(({ email }) => email === 'thai@example.org')).toBe(true)
  for (const _ of [1, 2]) expect((await oneClick()).status).toBe(200)
  expect((await subscriptions()).some(({ email }) => email === 'thai@example.org')).toBe(false)
})

test('who asks again for the same is written to once; who does not say yes within a day is forgotten', async () => {
  await subscribed('twice@example.org', 'IT')
  await subscribed('twice@example.org', 'IT')
  const of = async (email: string) => (await subscriptions()).filter((row) => row.email === email)
  expect(await of('twice@example.org')).toHaveLength(1)
  context.clock.now = context.clock.now.add({ hours: 25 })
  await keepAdvice(context)
  expect(await of('new@example.org')).toEqual([])
  expect(await of('twice@example.org')).toHaveLength(1)
})
