import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { context, database } from '../application/testing-stage.ts'
import { atMinute, caseOf, onCall, reading } from '../assistance/testing-duty.ts'
import { createApp } from '../http/app.ts'
import { sosPages } from './index.ts'

const app = createApp(context, {
  routes: [],
  pages: [sosPages(context)],
  files: new Map(),
  log: pino({ level: 'silent' }),
})

const open = async (path = '/sos?mission=uto-th-embassy', language = 'en') => {
  const response = await app.request(`http://localhost:7010${path}`, { headers: { 'accept-language': language } })
  return { text: await response.text(), cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' }
}
const post = async (fields: Record<string, string>, cookie = '', to: Hono = app) => {
  const headers = { 'accept-language': 'en', 'content-type': 'application/x-www-form-urlencoded', cookie }
  const body = new URLSearchParams(fields).toString()
  const response = await to.request('http://localhost:7010/sos', { method: 'POST', headers, body })
  return { status: response.status, text: await response.text() }
}
const hiddenIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  )
const heading = (text: string) => /<h1[^>]*>([^<]*)/.exec(text)?.[1]
const reports = async () =>
  Number(
    (
      await database
        .selectFrom('assistance_report')
        .select((of) => of.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )

test('the page fits in 14 KB with everything, has no script, and shows the numbers before the form', async () => {
  for (const language of ['en', 'zh-CN']) {
    const { text } = await open(undefined, language)
    expect(gzipSync(text).length).toBeLessThan(14 * 1024)
    expect(Buffer.byteLength(text)).toBeLessThan(14 * 1024)
    expect(text).not.toMatch(/<script|<link[^>]+stylesheet|<img/)
    expect(text.indexOf('tel:+6625550499')).toBeGreaterThan(0)
    expect(text.indexOf('tel:191')).toBeGreaterThan(text.indexOf('tel:+6625550499'))
    expect(text.indexOf('name="situation"')).toBeGreaterThan(text.indexOf('tel:191'))
  }
})

test('one tap stores it, says that nobody has read it, and the form sent again is the same report', async () => {
  await atMinute(0)
  const { text, cookie } = await open()
  const before = await reports()
  const form = { ...hiddenIn(text), situation: 'attacked', place: '', words: '' }
  const first = await post(form, cookie)
  expect([first.status, heading(first.text)]).toEqual([200, 'Stored at 03:07. No person has read this yet.'])
  await atMinute(2)
  const again = await Promise.all([post(form, cookie), post(form, cookie), post(form, cookie)])
  for (const { text: page } of again) expect(heading(page)).toBe('Stored at 03:07. No person has read this yet.')
  expect(await reports()).toBe(before + 1)
})

test('the page looked at again tells who has read it, and more words are unread again', async () => {
  await atMinute(0)
  const { text, cookie } = await open()
  const keys = hiddenIn(text)
  const sent = await post({ ...keys, situation: 'attacked' }, cookie)
  const reference = /SOS-[\w-]+/.exec(sent.text)?.[0] ?? ''
  const dao = await onCall('Dao', ['duty'])
  await atMinute(3)
  await reading(dao, (await caseOf(reference)).id)
  const looking = { ...keys, look: '1' }
  expect(heading((await post(looking, cookie)).text)).toBe(`Read by duty officer ${dao.number} at 03:10.`)
  await atMinute(4)
  expect(heading((await post({ ...keys, words: 'he is back' }, cookie)).text)).toBe(
    'Stored at 03:11. No person has read this yet.',
  )
  expect((await post({ ...looking, secret: 'another' }, cookie)).status).toBe(404)
})

test('no secret stands in an address', async () => {
  const { text, cookie } = await open()
  const keys = hiddenIn(text)
  const sent = await post({ ...keys, situation: 'robbed' }, cookie)
  for (const page of [text, sent.text])
    for (const [, address] of page.matchAll(/(?:href|action)="([^"]*)"/g)) expect(address).not.toContain(keys['secret'])
})

test.each([
  ['nothing at all', {}],
  ['half a form', { words: '救我' }],
  ['ten megabytes', { situation: 'injured', words: '救'.repeat(1_200_000) }],
])('%s is stored', async (_, fields) => {
  const before = await reports()
  expect((await post(fields as Record<string, string>)).status).toBe(200)
  expect(await reports()).toBe(before + 1)
})

test('where nothing could be stored the page says so, with the numbers', async () => {
  const broken = new Hono().route('/', sosPages({ ...context, database: database.withSchema('nowhere') }))
  const { status, text } = await post({ situation: 'attacked' }, '', broken)
  expect([status, heading(text)]).toEqual([503, 'It was not stored. Call, or send it again.'])
  expect(text).toContain('href="tel:')
})
