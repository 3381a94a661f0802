import * as api from '@consular/api'
import { describe, expect, test } from 'vitest'
import { app, citizen, context, id, milan, service } from '../application/testing-stage.ts'
import { isOutage } from './app.ts'

const ask = (path: string, init: RequestInit = {}) => app.request(path, init)
const problemOf = async (response: Response) => ({
  media: response.headers.get('content-type'),
  ...api.Problem.parse(await response.json()),
})

/** A body that comes in pieces and does not say how long it is; answers how much of it was asked for. */
function stream(pieces: number) {
  let given = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (given === pieces) return controller.close()
      given++
      controller.enqueue(new Uint8Array(64 * 1024))
    },
  })
  return { body, given: () => given }
}

describe('a request', () => {
  test('for a page by the number of this machine is led to its name; one to the API is answered', async () => {
    const page = await app.request('http://127.0.0.1:7010/find?city=Bologna')
    expect([page.status, page.headers.get('location')]).toEqual([307, 'http://localhost:7010/find?city=Bologna'])
    expect((await app.request('http://127.0.0.1:7010/api/health')).status).toBe(200)
    expect((await app.request('http://localhost:7010/api/health')).status).toBe(200)
  })

  test('that is too long is refused before it is read, whether it says its length or not', async () => {
    const { browser } = await citizen()
    const headers = { cookie: browser.cookie ?? '' }
    const path = `/api/applications/${id()}`
    const long = await ask(path, { method: 'PUT', headers, body: 'x'.repeat(1024 * 1024 + 1) })
    expect(await problemOf(long)).toMatchObject({ status: 413, code: 'request.too-large' })
    const pieces = stream(10_000)
    const endless = await ask(path, { method: 'PUT', headers, body: pieces.body, duplex: 'half' } as RequestInit)
    expect(await problemOf(endless)).toMatchObject({ status: 413, code: 'request.too-large' })
    expect(pieces.given()).toBeLessThan(100)
    const json = JSON.stringify({ mission: milan, service, answers: {}, more: 'x'.repeat(256 * 1024) })
    const capped = await ask(path, { method: 'PUT', headers, body: json })
    expect(await problemOf(capped)).toMatchObject({ status: 413, data: { most: 256 * 1024 } })
  })

  test('that cannot be understood is told where, as a problem', async () => {
    const headers = {}
    const send = async (body: string) => problemOf(await ask('/api/sign-in/codes', { method: 'POST', headers, body }))
    expect(await send('{')).toMatchObject({
      media: 'application/problem+json',
      status: 400,
      code: 'request.invalid',
      data: { where: 'body' },
    })
    expect(await send('{"email":"nobody","language":"en"}')).toMatchObject({ data: { where: 'body.email' } })
    expect(await send('[]')).toMatchObject({ code: 'request.invalid' })
  })

  test('to a place that is none is not found, also below a place that is one', async () => {
    for (const path of ['/api/nothing', '/api/applications/1/2/3', '/api/applications/not-an-id'])
      expect((await ask(path)).status, path).toBeOneOf([401, 404])
    const { browser } = await citizen()
    const response = await ask('/api/applications/not-an-id', { headers: { cookie: browser.cookie ?? '' } })
    expect(await problemOf(response)).toMatchObject({ status: 404, code: 'request.not-found' })
  })
})

describe('an answer', () => {
  test('of the API is kept by nobody, framed by nobody and runs no script', async () => {
    const { headers } = await ask('/api/configuration')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  test('tells whether the service is ready and which it is', async () => {
    expect(await (await ask('/api/health')).json()).toEqual({ ready: true })
    expect(await (await ask('/api/configuration')).json()).toMatchObject({
      mode: 'demonstration',
      sendingState: 'UTO',
      now: context.now().toString(),
    })
  })
})

test('a database that went away is told apart from a bug', () => {
  expect(isOutage(Object.assign(new Error('gone'), { code: '57P01' }))).toBe(true)
  expect(isOutage(new Error('Connection terminated unexpectedly'))).toBe(true)
  expect(isOutage(new Error('Client has encountered a connection error and is not queryable'))).toBe(true)
  expect(isOutage(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))).toBe(true)
  expect(isOutage(Object.assign(new Error('duplicate key'), { code: '23505' }))).toBe(false)
  expect(isOutage('text')).toBe(false)
})
