import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ApplicationView, Problem } from '@consular/api'
import { newId } from '@consular/domain/shared'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linAnswers, pictures, service, written, zoneOf } from './application/testing-answers.ts'
import { connect, type Database } from './database/connection.ts'
import { runningDatabase } from './database/embedded.ts'
import { sessionCookie, tokenHash } from './http/session.ts'
import {
  type Cry,
  callsOf,
  declareCrisis,
  householdAnswer,
  report,
  storedOf as storedCries,
  tryNow,
} from './testing-crowd.ts'
import { answers, cleanUp, freePort, lives, postmasterOf, type Service, startService } from './testing-process.ts'

const folder = await mkdtemp(join(tmpdir(), 'consular-durability-'))
const port = await freePort()
const services: Service[] = []
const start = (): Service => {
  const started = startService({ CONSULAR_DATA: folder, CONSULAR_PORT: port, CONSULAR_LOG: 'silent' })
  services.push(started)
  return started
}

let running: Service
beforeAll(async () => {
  running = start()
  await running.ready()
}, 180_000)
afterAll(() => cleanUp(services, folder), 60_000)

const crowd = 200
/** How many have their answer when the blow falls. */
const answeredBefore = 60
const atOnce = 64

/** Does something on the service's own database, on a connection that ends with it. */
async function onDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const url = await runningDatabase(folder)
  if (url === null) throw new Error('no database runs')
  const database = connect(url, 2)
  try {
    return await work(database)
  } finally {
    await database.destroy()
  }
}

/** Someone with a whole draft, about to press "submit". */
interface Sender {
  readonly application: string
  readonly cookie: string
}

const id = () =>
  newId<never>(Temporal.Now.instant(), (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>))

/** As many people as there are in the crowd, each with a session and a whole draft. */
const gather = (): Promise<Sender[]> =>
  onDatabase(async (database) => {
    const now = Temporal.Now.instant().toString()
    const people = Array.from({ length: crowd }, (_, n) => ({
      account: id(),
      application: id(),
      token: randomBytes(16).toString('hex'),
      pictures: pictures.map((kind) => ({ kind, id: id() })),
      passport: `U${String(n).padStart(8, '0')}`,
    }))
    const accounts = people.map(({ account }) => ({
      id: account,
      email: `${account}@example.org`,
      language: 'en' as const,
      created_at: now,
    }))
    const sessions = people.map(({ account, token }) => ({
      token_hash: tokenHash(token),
      id: id(),
      account_id: account,
      officer_id: null,
      device: 'a test',
      created_at: now,
      last_seen_at: now,
      expires_at: Temporal.Now.instant().add({ hours: 1 }).toString(),
      stepped_up_at: null,
    }))
    const drafts = people.map(({ account, application, passport, pictures: own }) => ({
      id: application,
      account_id: account,
      mission: 'uto-it-milan-cg',
      service,
      rule: 'resident-expiring',
      document: 'passport',
      state: 'DRAFT',
      answers: JSON.stringify(
        written({
          ...linAnswers,
          'passport-expiry': '2027-06-01',
          mrz: zoneOf({
            documentNumber: passport,
            expiryDate: Temporal.Now.plainDateISO().add({ months: 3 }).toString(),
          }),
          ...Object.fromEntries(own.map((picture) => [picture.kind, picture.id])),
        }),
      ),
      created_at: now,
      updated_at: now,
    }))
    const files = people.flatMap(({ application, pictures: own }) =>
      own.map((picture) => ({
        application_id: application,
        id: picture.id,
        kind: picture.kind,
        state: 'stored' as const,
        size: 2,
        received: 2,
        sha256: '',
        content: Buffer.from([0xff, 0xd8]),
        width: 1,
        height: 1,
        created_at: now,
      })),
    )
    await database.insertInto('account').values(accounts).execute()
    await database.insertInto('session').values(sessions).execute()
    await database.insertInto('application').values(drafts).execute()
    await database.insertInto('attachment').values(files).execute()
    return people.map(({ application, token }) => ({ application, cookie: `${sessionCookie}=${token}` }))
  })

/** Presses "submit": the reference that was given, the status of a refusal, or null when the line went dead. */
async function press({ application, cookie }: Sender): Promise<Answer> {
  try {
    const response = await fetch(`${running.origin}/api/applications/${application}/submission`, {
      method: 'POST',
      headers: { cookie },
    })
    const body: unknown = await response.json()
    return response.ok ? ApplicationView.parse(body).reference : Problem.parse(body).status
  } catch {
    return null
  }
}

type Answer = string | number | null

/** All press, so many at a time; the blow falls when some have their answer. Answers what each of them knows. */
async function pressAll(senders: readonly Sender[], blow: () => void): Promise<Map<string, Answer>> {
  const known = new Map<string, Answer>()
  const waiting = [...senders]
  const line = async (): Promise<void> => {
    for (let sender = waiting.pop(); sender; sender = waiting.pop()) {
      known.set(sender.application, await press(sender))
      if (acknowledged(known) === answeredBefore) blow()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  return known
}

/** What lies in the database of these people's applications. */
const storedOf = (senders: readonly Sender[]) =>
  onDatabase(async (database) => {
    const ids = senders.map(({ application }) => application)
    const rows = await database
      .selectFrom('application')
      .select(['id', 'state', 'reference'])
      .where('id', 'in', ids)
      .execute()
    const events = await database
      .selectFrom('application_event')
      .select(['application_id as id'])
      .where('move', '=', 'submit')
      .where('application_id', 'in', ids)
      .execute()
    const letters = await database
      .selectFrom('letter')
      .select(['application_id as id', 'values'])
      .where('template', '=', 'application-stored')
      .where('application_id', 'in', ids)
      .execute()
    const audit = await database
      .selectFrom('audit_event')
      .select(['application_id as id'])
      .where('action', '=', 'application.submit')
      .where('application_id', 'in', ids)
      .execute()
    const count = (list: readonly { id: string | null }[], of: string) => list.filter((each) => each.id === of).length
    return new Map(
      rows.map((row) => [
        row.id,
        {
          submitted: row.state !== 'DRAFT',
          reference: row.reference,
          events: count(events, row.id),
          letters: count(letters, row.id),
          audit: count(audit, row.id),
        },
      ]),
    )
  })

/** Every acknowledged submission is there, whole; every other is there whole or not at all. */
async function expectNothingLost(senders: readonly Sender[], known: ReadonlyMap<string, Answer>) {
  for (const [application, stored] of await storedOf(senders)) {
    const reference = known.get(application)
    const once = stored.submitted ? 1 : 0
    if (typeof reference === 'string') expect(stored).toMatchObject({ submitted: true, reference })
    expect(stored).toMatchObject({ events: once, letters: once, audit: once })
  }
}

/** Those who got no reference press again; then each has exactly one, and it is the one that is stored. */
async function expectAllInTheEnd(senders: readonly Sender[], known: ReadonlyMap<string, Answer>) {
  const references = new Map(known)
  for (const sender of senders) {
    for (let tries = 0; typeof references.get(sender.application) !== 'string' && tries < 50; tries++) {
      if (tries > 0) await wait(100)
      references.set(sender.application, await press(sender))
    }
  }
  const stored = await storedOf(senders)
  for (const [application, reference] of references)
    expect(stored.get(application)).toEqual({ submitted: true, reference, events: 1, letters: 1, audit: 1 })
  expect(new Set(references.values()).size).toBe(crowd)
}

const acknowledged = (known: ReadonlyMap<string, Answer>) =>
  [...known.values()].filter((answer) => typeof answer === 'string').length

describe('in the middle of two hundred submissions', () => {
  test('the database is killed: the service starts it again by itself, and nothing is lost or twice', async () => {
    const senders = await gather()
    const pid = await postmasterOf(folder)
    const known = await pressAll(senders, () => process.kill(pid, 'SIGKILL'))
    expect(acknowledged(known)).toBeGreaterThanOrEqual(answeredBefore)
    // Whoever was told something else was told that the service is not there at the moment, not that it is broken.
    const told = new Set([...known.values()].filter((answer) => typeof answer !== 'string'))
    expect([...told]).toEqual([503])
    for (let tries = 0; !(await answers(running.origin)) && tries < 300; tries++) await wait(100)
    expect(running.printed()).toContain('The database ended; starting it again …')
    expect(running.child.exitCode).toBeNull()
    expect(await postmasterOf(folder)).not.toBe(pid)
    await expectNothingLost(senders, known)
    await expectAllInTheEnd(senders, known)
  }, 90_000)

  test('the server is killed: what it acknowledged is there, nothing is twice, and its database is found and reused', async () => {
    const senders = await gather()
    const pid = await postmasterOf(folder)
    const known = await pressAll(senders, () => running.child.kill('SIGKILL'))
    expect(acknowledged(known)).toBeGreaterThanOrEqual(answeredBefore)
    expect(acknowledged(known)).toBeLessThan(crowd)
    expect(lives(pid)).toBe(true)
    running = start()
    await running.ready()
    expect(running.printed()).toContain('Using the database that is already running.')
    expect(await postmasterOf(folder)).toBe(pid)
    await expectNothingLost(senders, known)
    await expectAllInTheEnd(senders, known)
  }, 90_000)
})

describe('in the middle of a hundred and twenty cries for help and sixty answers to a crisis', () => {
  let codes: string[]
  beforeAll(async () => {
    const crisis = await onDatabase((database) =>
      declareCrisis(running.origin, database, { count: 120, phones: '9995' }),
    )
    codes = [...crisis.codes]
    expect(codes).toHaveLength(120)
  }, 60_000)

  /** All send, so many at a time; the blow falls when some are acknowledged. Answers who was. */
  async function sendAll(cries: readonly Cry[], blow: () => void): Promise<Set<Cry>> {
    const known = new Set<Cry>()
    const waiting = [...cries]
    const line = async (): Promise<void> => {
      for (let cry = waiting.pop(); cry; cry = waiting.pop()) {
        if (await cry.send(running.origin).catch(() => false)) known.add(cry)
        if (known.size === answeredBefore) blow()
      }
    }
    await Promise.all(Array.from({ length: 32 }, line))
    return known
  }

  const crowdOf = (): Cry[] =>
    Array.from({ length: 180 }, (_, n) =>
      n % 3 === 2 ? householdAnswer(codes.pop() ?? '', n % 2 ? 'help' : 'safe') : report(),
    )

  /** What was acknowledged is stored once; the rest send again, and then all are, and everybody who has to read has been called once. */
  async function expectAllOnce(cries: readonly Cry[], known: ReadonlySet<Cry>): Promise<void> {
    const stored = await onDatabase((database) => storedCries(database, cries))
    for (const cry of cries) {
      if (known.has(cry)) expect(stored.get(cry.id), cry.kind).toBe(1)
      else expect(stored.get(cry.id) ?? 0).toBeLessThanOrEqual(1)
    }
    for (const cry of cries)
      for (let tries = 0; !(await cry.send(running.origin).catch(() => false)) && tries < 50; tries++) await wait(100)
    expect([...(await onDatabase((database) => storedCries(database, cries))).values()]).toEqual(cries.map(() => 1))
    await onDatabase(async (database) => {
      await tryNow(database)
      for (let tries = 0; tries < 300; tries++) {
        const calls = await callsOf(database)
        if (calls?.uncalled === 0 && calls.underway === 0) break
        await wait(100)
      }
      const calls = await callsOf(database)
      expect(calls).toMatchObject({ uncalled: 0, underway: 0, letters: calls?.handed, kept: calls?.handed })
      expect(calls?.handed).toBeGreaterThan(0)
    })
  }

  test('the database is killed: no acknowledged report, answer or call is lost, and none is twice', async () => {
    const cries = crowdOf()
    const pid = await postmasterOf(folder)
    const known = await sendAll(cries, () => process.kill(pid, 'SIGKILL'))
    expect(known.size).toBeGreaterThanOrEqual(answeredBefore)
    for (let tries = 0; !(await answers(running.origin)) && tries < 300; tries++) await wait(100)
    await expectAllOnce(cries, known)
  }, 90_000)

  test('the server is killed: no acknowledged report, answer or call is lost, and none is twice', async () => {
    const cries = crowdOf()
    const known = await sendAll(cries, () => running.child.kill('SIGKILL'))
    expect(known.size).toBeGreaterThanOrEqual(answeredBefore)
    expect(known.size).toBeLessThan(cries.length)
    running = start()
    await running.ready()
    await expectAllOnce(cries, known)
  }, 90_000)
})
