import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { context, database } from '../application/testing-stage.ts'
import { createApp } from '../http/app.ts'
import { sosPages } from '../plain/index.ts'
import { routesOf } from '../service.ts'
import { atMinute, telephone } from './testing-duty.ts'

const app = createApp(context, {
  routes: routesOf(context),
  pages: [sosPages(context)],
  files: new Map(),
  log: pino({ level: 'silent' }),
})
const listener = getRequestListener(app.fetch)
const server = createServer((incoming, outgoing) => void listener(incoming, outgoing)).listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
afterAll(() => void server.close())
await atMinute(0)

/** Sends the first bytes of a request and cuts the line; the whole of it, and the line is cut before the answer is read. */
async function sendAndCut(bytes: Buffer, count: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  if (count > 0) await new Promise<void>((done) => socket.write(bytes.subarray(0, count), () => done()))
  socket.destroy()
}

/** Sends a request and reads the answer. */
async function sendWhole(bytes: Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(bytes)
  let answer = ''
  for await (const piece of socket) answer += String(piece)
  return answer
}

const request = (line: string, type: string, body: string) =>
  Buffer.from(
    `${line} HTTP/1.1\r\nHost: localhost:7010\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
const reportsOf = async (phoneId: string) =>
  (await database.selectFrom('assistance_report').select('words').where('phone_id', '=', phoneId).execute()).map(
    ({ words }) => words,
  )

const words = '救我, they are at the door'
test.each([
  ['the app', (id: string, text: string) => request(`PUT /api/reports/${id}`, 'application/json', text)],
  [
    'the page',
    (id: string) =>
      request(
        'POST /sos',
        'application/x-www-form-urlencoded',
        new URLSearchParams({ report: id, secret: `${id}-secret`, situation: 'attacked', words }).toString(),
      ),
  ],
])(
  'a report of %s whose line is cut at every byte, and sent again until it is answered, is stored once and whole',
  async (_, requestOf) => {
    const first = telephone({ words })
    const { length } = requestOf(first.id, first.text)
    expect(length).toBeGreaterThan(200)
    // Each byte has a report of its own; a few lines at a time.
    const cuts = Array.from({ length: length + 1 }, (_unused, count) => count)
    const tryAt = async (count: number): Promise<readonly [number, readonly string[]]> => {
      const phone = telephone({ words })
      const bytes = requestOf(phone.id, phone.text)
      await sendAndCut(bytes, count)
      expect(await sendWhole(bytes)).toMatch(/^HTTP\/1\.1 200/)
      expect(await sendWhole(bytes)).toMatch(/^HTTP\/1\.1 200/)
      return [count, await reportsOf(phone.id)]
    }
    for (let start = 0; start < cuts.length; start += 8)
      for (const [count, stored] of await Promise.all(cuts.slice(start, start + 8).map(tryAt)))
        expect(stored, `cut after ${count} bytes`).toEqual([words])
  },
)
