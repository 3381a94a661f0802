import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answers, cleanUp, freePort, lives, postmasterOf, type Service, startService } from './testing-process.ts'

const folder = await mkdtemp(join(tmpdir(), 'consular-start-'))
const services: Service[] = []
const start = (settings: { readonly [name: string]: string | number }): Service => {
  const service = startService({ CONSULAR_DATA: folder, ...settings })
  services.push(service)
  return service
}
let first: Service
let port: number
beforeAll(async () => {
  port = await freePort()
  first = start({ CONSULAR_PORT: port })
  await first.ready()
}, 180_000)
afterAll(() => cleanUp(services, folder), 60_000)

/** All that a start printed which could not be: it has ended with status 1. */
async function failure(settings: { readonly [name: string]: string | number }): Promise<string[]> {
  const service = start(settings)
  expect(await service.ended).toBe(1)
  return service.printed().trim().split('\n')
}

describe('a start that cannot be is one line and status 1:', () => {
  test('the port is in use', async () => {
    const taken: Server = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => taken.once('listening', done))
    const address = taken.address()
    const inUse = typeof address === 'object' && address ? address.port : 0
    const empty = join(folder, 'never-made')
    expect(await failure({ CONSULAR_PORT: inUse, CONSULAR_DATA: empty })).toEqual([
      expect.stringMatching(`^CONSULAR_PORT: port ${inUse} is in use`),
    ])
    taken.close()
  })

  test('the host is none of this machine', async () => {
    expect(await failure({ CONSULAR_PORT: await freePort(), CONSULAR_HOST: '192.0.2.1' })).toEqual([
      expect.stringMatching('^CONSULAR_HOST or CONSULAR_PORT: '),
    ])
  })

  test('the data folder is a file, or below one', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    for (const place of [file, join(file, 'below')])
      expect(await failure({ CONSULAR_PORT: await freePort(), CONSULAR_DATA: place })).toEqual([
        `CONSULAR_DATA: ${place} cannot be made or written; it is a folder in one that exists`,
      ])
  })

  test('the database of one’s own is not there', async () => {
    const url = `postgres://nobody@127.0.0.1:${await freePort()}/consular`
    expect(await failure({ CONSULAR_PORT: await freePort(), DATABASE_URL: url })).toEqual([
      expect.stringMatching('^DATABASE_URL: the database cannot be used'),
    ])
  })

  test('there is no such pack, no such setting, and production without its secrets', async () => {
    expect(await failure({ CONSULAR_PACK: 'atlantis' })).toEqual(['CONSULAR_PACK: there is no folder pack/atlantis'])
    expect(await failure({ CONSULAR_PORT: 'abc' })).toEqual([expect.stringMatching('^CONSULAR_PORT: ')])
    expect(await failure({ CONSULAR_MODE: 'production' })).toEqual([expect.stringMatching('^CONSULAR_ORIGIN: ')])
  })
})

describe('a second service on the same folder', () => {
  test('at the same port ends with the port’s line, and the first one goes on', async () => {
    const pid = await postmasterOf(folder)
    expect(await failure({ CONSULAR_PORT: port })).toEqual([
      expect.stringMatching(`^CONSULAR_PORT: port ${port} is in use`),
    ])
    expect(await answers(first.origin)).toBe(true)
    expect(await postmasterOf(folder)).toBe(pid)
    expect(lives(pid)).toBe(true)
  })

  test('at another port shares the database, and leaves it running when it stops', async () => {
    const pid = await postmasterOf(folder)
    const second = start({ CONSULAR_PORT: await freePort() })
    await second.ready()
    expect(second.printed()).toContain('Using the database that is already running.')
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
    expect(second.printed()).toContain('Others use the database: it goes on running.')
    expect(lives(pid)).toBe(true)
    expect(await answers(first.origin)).toBe(true)
  })
})

describe('a service that is told to stop', () => {
  test('says so, ends its database with it, and is ready again in seconds', async () => {
    expect(first.printed()).toContain('Added sample applications in every state.')
    expect(first.printed()).toContain(`${first.origin}/workbench/`)
    const pid = await postmasterOf(folder)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(first.printed()).toContain('Stopping …')
    expect(lives(pid)).toBe(false)
    const began = performance.now()
    const again = start({ CONSULAR_PORT: port })
    await again.ready()
    expect(performance.now() - began).toBeLessThan(15_000)
    expect(again.printed()).not.toMatch(/Creating|Migrated|Added/)
  }, 60_000)
})
