import { randomBytes } from 'node:crypto'
import * as api from '@consular/api'
import { endpoints } from '@consular/api/openapi'
import type { Role } from '@consular/domain/access'
import { pino } from 'pino'
import { beforeAll, describe, expect, test } from 'vitest'
import { valueOf } from './account/testing-browser.ts'
import {
  app,
  type Citizen,
  citizen,
  context,
  database,
  florence,
  id,
  inChecks,
  milan,
  now,
  officer,
  picture,
  rowOf,
  stepUp,
} from './application/testing-stage.ts'
import { crisisIn } from './crisis/testing-crisis.ts'
import { createApp } from './http/app.ts'
import { type HealthThings, healthThings } from './record/testing-holdings.ts'
import { routesOf } from './service.ts'
import { type Named, sampleOf } from './testing-samples.ts'

/** Whose things the others reach for: a person with a file that Ann has accepted, a picture, a passkey, a session, recovery codes. */
let owner: Citizen
let application: string
let named: Named
/** Records, papers and certificates of hers, and the laboratory that sent them. */
let health: HealthThings
/** Words that nobody else may ever read. */
let secrets: readonly string[]

beforeAll(async () => {
  const ann = await officer('Ann', ['reviewer'])
  owner = await citizen('owner')
  application = await inChecks(owner, { address: 'Via Segreta 7' })
  valueOf(await ann.browser.call(api.acceptApplication, await now(application)))
  const attachment = await picture(application, 'identity-proof')
  const passkey = randomBytes(16).toString('base64url')
  await database
    .insertInto('passkey')
    .values({
      id: passkey,
      account_id: owner.account,
      officer_id: null,
      public_key: randomBytes(40),
      counter: '0',
      transports: [],
      label: 'the owner’s telephone',
      created_at: context.now().toString(),
      last_used_at: null,
    })
    .execute()
  await owner.browser.call(api.makeRecoveryCodes, {})
  const session = await database
    .selectFrom('session')
    .select('id')
    .where('account_id', '=', owner.account)
    .executeTakeFirstOrThrow()
  const { version, reference } = await rowOf(application)
  health = await healthThings(owner)
  const duty = await dutyThings()
  const registration = await registrationOf(owner)
  const crisis = await crisisThings(owner.account)
  named = {
    ...health.named,
    ...duty,
    ...crisis,
    // Nothing of anybody: whoever may ask at all learns that there is no such thing.
    ...Object.fromEntries(
      ['trustSource', 'trustList', 'rule', 'case', 'advice', 'adviceDraft', 'adviceSubscription'].map((name) => [
        name,
        id(),
      ]),
    ),
    file: '1',
    country: 'XX',
    product: 'comirnaty',
    application,
    registration,
    attachment,
    passkey,
    reference,
    session: session.id,
    warning: 'document-number-mismatch',
    mission: milan,
    version,
    officer: ann.id,
  }
  secrets = [
    owner.email,
    owner.account,
    application,
    reference ?? '',
    session.id,
    passkey,
    attachment,
    'Via Segreta',
    registration,
    String(crisis['person']),
    ...health.secrets,
    String(duty['assistance']),
  ]
})

/** A home that the owner registered. */
async function registrationOf({ browser, email }: Citizen): Promise<string> {
  const registration = id()
  const names = { id: id(), familyName: 'Owner', givenName: '', latinName: null, birthDate: null }
  const person = { ...names, documentNumber: null, phone: null, needs: [] }
  const where = { kind: 'resident', country: 'IT', place: 'Via Segreta 7', position: null } as const
  const reach = { email, phone: null, language: 'en', onManifest: false } as const
  const body = { ...where, ...reach, from: '2026-11-24', until: null, persons: [person], version: 0 }
  valueOf(await browser.call(api.saveRegistration, { params: { registration }, body }))
  return registration
}

/** A cry for help at the owner's mission, and a shift there that is not yet handed over. */
async function dutyThings(): Promise<Named> {
  const words = 'I am hiding at Via Segreta 9'
  const [report, media] = [id(), id()]
  await app.request(`/api/reports/${report}`, { method: 'PUT', body: JSON.stringify({ mission: milan, words }) })
  await app.request(`/api/reports/${report}/media/${media}`, {
    method: 'PUT',
    body: JSON.stringify({ kind: 'voice', size: 0 }),
  })
  const found = await database.selectFrom('assistance_case').select('id').executeTakeFirstOrThrow()
  const guard = await officer('Gus', ['duty'])
  const shift = id()
  const [starts, ends] = [context.now().subtract({ hours: 1 }), context.now().add({ hours: 1 })]
  await database
    .insertInto('duty_shift')
    .values({
      id: shift,
      mission: milan,
      officer_id: guard.id,
      starts_at: starts.toString(),
      ends_at: ends.toString(),
      planned_by: guard.id,
      ended_at: null,
      note: null,
    })
    .execute()
  return { assistance: found.id, shift, report: id(), media }
}

/** A crisis that the owner’s mission leads, with her in it, a message that waits and a relative’s report. */
async function crisisThings(account: string): Promise<Named> {
  const { crisis, ...things } = await crisisIn(milan, account)
  return { ...things, crisis, answer: id() }
}

type Endpoint = (typeof endpoints)[number]

/** Calls an endpoint with a valid request: as who has this cookie, or this API key. */
async function call(endpoint: Endpoint, who: string | { readonly apiKey: string } | null, service = app) {
  const { body, ...place } = sampleOf(endpoint, named)
  const headers: Record<string, string> =
    typeof who === 'object' ? { authorization: `Bearer ${who?.apiKey}` } : { cookie: who }
  const response = await service.request(api.addressOf(endpoint, place), {
    method: endpoint.method,
    headers: who === null ? {} : headers,
    ...(body === undefined ? {} : { body: body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
  })
  const text = await response.text()
  const problem = response.ok ? null : api.Problem.parse(JSON.parse(text))
  return { status: response.status, code: problem?.code ?? '', text }
}

/** Everything that is the owner's, as it lies in the database. */
async function holdings() {
  const account = owner.account
  const of = async (table: 'session' | 'passkey' | 'recovery_code' | 'application') =>
    database.selectFrom(table).selectAll().where('account_id', '=', account).execute()
  return {
    account: await database.selectFrom('account').selectAll().where('id', '=', account).execute(),
    sessions: await of('session'),
    passkeys: await of('passkey'),
    recoveryCodes: await of('recovery_code'),
    applications: await of('application'),
    attachments: await database
      .selectFrom('attachment')
      .selectAll()
      .where('application_id', '=', application)
      .execute(),
    health: await health.holdings(),
    registrations: await database.selectFrom('registration').selectAll().where('account_id', '=', account).execute(),
    registered: await database.selectFrom('registered_person').selectAll().execute(),
    media: await database.selectFrom('report_media').selectAll().execute(),
    case: await database.selectFrom('assistance_case').selectAll().where('mission', '=', milan).execute(),
    shifts: await database.selectFrom('duty_shift').selectAll().execute(),
    crisis: await database.selectFrom('crisis').selectAll().where('mission', '=', milan).execute(),
    inCrisis: await database.selectFrom('crisis_person').selectAll().execute(),
    incoming: await database.selectFrom('crisis_incoming').selectAll().execute(),
    relatives: await database.selectFrom('crisis_relative').selectAll().execute(),
  }
}

/** How often someone was refused the owner's file, as she is shown. */
async function denials(): Promise<number> {
  const { events } = valueOf(await owner.browser.call(api.listAccessEvents, {}))
  return events.filter((event) => event.application === application && event.outcome === 'refused').length
}

const forCitizens = endpoints.filter(({ who }) => who === 'citizen')
const forOfficers = endpoints.filter(({ who }) => who === 'officer')
const forSources = endpoints.filter(({ who }) => who === 'source')
const about = (parameter: string) => (endpoint: Endpoint) => endpoint.path.includes(`/:${parameter}`)
const withoutIds = (endpoint: Endpoint) => !endpoint.path.includes(':')

const table = (list: readonly Endpoint[]) => list.map((endpoint) => [endpoint.name, endpoint] as const)

describe('nobody', () => {
  test.each(table([...forCitizens, ...forOfficers, ...forSources]))(
    'is asked to sign in by %s',
    async (_, endpoint) => {
      const forged = [null, 'consular_session=forged', `consular_session=${'x'.repeat(5000)}`]
      for (const cookie of [...forged, { apiKey: 'x'.repeat(43) }, { apiKey: "' OR ''='" }])
        expect(await call(endpoint, cookie)).toMatchObject({ status: 401, code: 'session.needed' })
    },
  )

  test.each(table(endpoints.filter(({ who }) => who === 'anyone')))(
    'needs no session for %s, and learns nothing of anyone',
    async (_, endpoint) => {
      const { code, text } = await call(endpoint, null)
      expect(code).not.toMatch(/^session\.|^access\.|^request\.invalid/)
      // The mailbox of a demonstration shows every letter: that is what it is for, and production has none.
      if (!endpoint.demonstrationOnly) expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    },
  )
})

describe('the wrong kind of session', () => {
  test.each(table(forCitizens))('of an officer is refused by %s', async (_, endpoint) => {
    const { browser } = await cast.reviewer()
    expect(await call(endpoint, browser.cookie)).toMatchObject({ status: 403, code: 'session.wrong-kind' })
  })
  test.each(table(forOfficers))('of a citizen, the owner herself, is refused by %s', async (_, endpoint) => {
    expect(await call(endpoint, owner.browser.cookie)).toMatchObject({ status: 403, code: 'session.wrong-kind' })
  })
})

describe('a laboratory', () => {
  test.each(table([...forCitizens, ...forOfficers]))(
    'is asked to sign in by %s: its key opens no session',
    async (_, endpoint) => {
      expect(await call(endpoint, { apiKey: health.apiKey })).toMatchObject({ status: 401, code: 'session.needed' })
    },
  )
  test.each(table(forSources))(
    'is what %s asks for: no session of anybody stands in its place',
    async (_, endpoint) => {
      const { browser } = await cast.of('mission-admin')
      for (const cookie of [owner.browser.cookie, browser.cookie])
        expect(await call(endpoint, cookie)).toMatchObject({ status: 401, code: 'session.needed' })
    },
  )
  test.each(table(forSources))('that is suspended is not heard by %s', async (_, endpoint) => {
    const before = await holdings()
    expect(await call(endpoint, { apiKey: health.suspendedKey })).toMatchObject({ status: 401, code: 'session.needed' })
    expect(await holdings()).toEqual(before)
  })
  test.each(table(forSources))('finds and changes nothing by %s of what another one has sent', async (_, endpoint) => {
    const before = await holdings()
    const { code, text } = await call(endpoint, { apiKey: health.otherKey })
    expect(code).not.toMatch(/^session\.|^request\.invalid/)
    expect(
      secrets.filter((secret) => text.includes(secret) && !endpoint.path.startsWith('/api/source/certificates')),
    ).toEqual([])
    expect(await holdings()).toEqual(before)
  })
})

describe('another citizen', () => {
  test.each(table(forCitizens.filter(about('application'))))(
    'does not find the owner’s file by %s, and the owner sees that it was tried',
    async (_, endpoint) => {
      const [before, refused] = [await holdings(), await denials()]
      const { browser } = await cast.stranger()
      expect(await call(endpoint, browser.cookie)).toMatchObject({ status: 404, code: 'application.unknown' })
      expect(await holdings()).toEqual(before)
      expect(await denials()).toBe(refused + 1)
    },
  )

  test.each(table(forCitizens.filter((endpoint) => !withoutIds(endpoint) && !about('application')(endpoint))))(
    'does not find what is the owner’s by %s',
    async (_, endpoint) => {
      const before = await holdings()
      const { browser } = await cast.stranger()
      // Who makes an id herself meets one that is taken; of what it stands for she learns nothing.
      const taken = endpoint.name === 'sendHealthDocument'
      const { status, text } = await call(endpoint, browser.cookie)
      expect(status).toBe(taken ? 409 : 404)
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
      expect(await holdings()).toEqual(before)
    },
  )

  test.each(table(forCitizens.filter(withoutIds)))(
    'sees and changes only what is her own by %s',
    async (_, endpoint) => {
      const before = await holdings()
      const { browser } = await cast.stranger()
      const { code, text } = await call(endpoint, browser.cookie)
      expect(code).not.toMatch(/^session\.|^request\.invalid/)
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
      expect(await holdings()).toEqual(before)
    },
  )
})

describe('an officer of another mission', () => {
  test.each(table(forOfficers.filter(about('application'))))(
    'is refused the file by %s, and the owner sees that it was tried',
    async (_, endpoint) => {
      const [before, refused] = [await holdings(), await denials()]
      const { browser } = await cast.florentine()
      expect(await call(endpoint, browser.cookie)).toMatchObject({ status: 403, code: 'access.other-mission' })
      expect(await holdings()).toEqual(before)
      expect(await denials()).toBe(refused + 1)
    },
  )

  test.each(table(forOfficers.filter((endpoint) => ofHealth(endpoint) && !withoutIds(endpoint))))(
    'is refused what is of the mission by %s',
    async (_, endpoint) => {
      const before = await holdings()
      const { browser } = await cast.florentine()
      expect(await call(endpoint, browser.cookie)).toMatchObject({ status: 403, code: 'access.other-mission' })
      expect(await holdings()).toEqual(before)
    },
  )

  test.each(table(forOfficers.filter((endpoint) => !about('application')(endpoint))))(
    'learns nothing of the file by %s',
    async (_, endpoint) => {
      const before = await holdings()
      const { browser } = await cast.florentine()
      const { status, code, text } = await call(endpoint, browser.cookie)
      expect(code).not.toMatch(/^session\.|^request\.invalid/)
      if (about('reference')(endpoint)) expect(status).toBe(404)
      if (endpoint.query)
        expect([status, code]).toEqual([403, ofMinistry(endpoint) ? 'access.role-missing' : 'access.other-mission'])
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
      expect(await holdings()).toEqual(before)
    },
  )
})

/** Whom verifiers trust is the ministry's to say: an officer of a mission has no role in it. */
const ofMinistry = ({ path }: Endpoint): boolean =>
  path.startsWith('/api/workbench/trust/') || path.startsWith('/api/workbench/rules')
const ofHealth = ({ path }: Endpoint): boolean => path.startsWith('/api/workbench/health/')
/** Who may do with health records what the roles of the files may not. */
const alsoFit: { readonly [name: string]: readonly Role[] } = {
  listHealthSources: ['mission-admin'],
  registerHealthSource: ['mission-admin'],
  renewHealthSourceKey: ['mission-admin'],
  setHealthSourceActive: ['mission-admin'],
  healthStatistics: ['ministry-analyst'],
  readDutyBoard: ['duty'],
  readAssistanceCase: ['duty'],
  openReportMedia: ['duty'],
  triageAssistanceCase: ['duty'],
  actOnAssistanceCase: ['duty'],
  describeAssistanceCase: ['duty'],
  assignAssistanceCase: ['duty'],
  moveAssistanceCase: ['duty'],
  settleAssistanceTask: ['duty'],
  keepAssistanceContact: ['duty'],
  enterAssistanceCost: ['duty'],
  acknowledgeAssistanceCost: ['duty'],
  noteAssistanceDetention: ['duty'],
  noteAssistanceVisit: ['duty'],
  keepWordOfPerson: ['duty'],
  shareWithSender: ['duty'],
  mergeAssistanceCase: ['duty'],
  sealAssistanceCase: ['duty'],
  letIntoAssistanceCase: ['duty'],
  listSimilarCases: ['duty'],
  searchAssistanceCases: ['duty'],
  listDutyShifts: ['duty', 'mission-admin'],
  planDutyShift: ['mission-admin'],
  listCrises: ['duty'],
  proposeCrisis: ['duty'],
  readCrisis: ['duty'],
  listCrisisPersons: ['duty'],
  takeNextCall: ['duty'],
  answerForCrisisPerson: ['duty'],
  leaveCrisisPerson: ['duty'],
  listCrisisIncoming: ['duty'],
  settleCrisisIncoming: ['duty'],
  listCrisisRelativeReports: ['duty'],
  takeCrisisRelativeReport: ['duty'],
  settleCrisisRelativeReport: ['duty'],
  exportCrisisManifest: ['duty'],
  syncCrisisCheckIns: ['duty'],
}

const unfit: readonly Role[] = ['duty', 'mission-admin', 'ministry-analyst', 'auditor']

describe.each(unfit)('an officer of the same mission who is only %s', (role) => {
  const refusing = forOfficers.filter(({ name }) => !alsoFit[name]?.includes(role))
  test.each(table(refusing.filter((endpoint) => !withoutIds(endpoint) || endpoint.query !== undefined)))(
    'is refused by %s',
    async (_, endpoint) => {
      const [before, refused] = [await holdings(), await denials()]
      const { browser } = await cast.of(role)
      const { status, code, text } = await call(endpoint, browser.cookie)
      const expected = about('reference')(endpoint) ? 404 : 403
      expect(status).toBe(expected)
      if (about('application')(endpoint)) expect(code).toBe('access.role-missing')
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
      expect(await holdings()).toEqual(before)
      expect(await denials()).toBe(refused + Number(about('application')(endpoint)))
    },
  )
})

describe.each(['reviewer', 'approver'] as const)('another %s of the same mission', (role) => {
  test.each(table(forOfficers.filter(about('application'))))(
    'has no business with the file of a colleague by %s',
    async (_, endpoint) => {
      const [before, refused] = [await holdings(), await denials()]
      const { browser } = await cast.of(role)
      const { status, code } = await call(endpoint, browser.cookie)
      expect(status).toBe(403)
      expect(['access.role-missing', 'access.not-assigned']).toContain(code)
      expect(await holdings()).toEqual(before)
      expect(await denials()).toBe(refused + 1)
    },
  )
})

describe('production', () => {
  const production = () => {
    const real = { ...context, config: { ...context.config, mode: 'production' as const } }
    return createApp(real, {
      routes: routesOf(real),
      pages: [],
      files: new Map(),
      log: pino({ level: 'silent' }),
    })
  }
  test.each(table(endpoints.filter(({ demonstrationOnly }) => demonstrationOnly)))('has no %s', async (_, endpoint) => {
    const { browser } = await cast.reviewer()
    for (const cookie of [null, owner.browser.cookie, browser.cookie])
      expect(await call(endpoint, cookie, production())).toMatchObject({ status: 404, code: 'request.not-found' })
  })
})

describe('a request from another site', () => {
  test.each(table([...forCitizens, ...forOfficers, ...forSources].filter(({ method }) => method !== 'GET')))(
    'is refused by %s before anything is read',
    async (_, endpoint) => {
      const before = await holdings()
      const { body, ...place } = sampleOf(endpoint, named)
      const { browser } = await cast.reviewer()
      const cookie = (endpoint.who === 'citizen' ? owner.browser.cookie : browser.cookie) ?? ''
      for (const from of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }] as const) {
        const response = await app.request(api.addressOf(endpoint, place), {
          method: endpoint.method,
          headers: { cookie, ...from },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        expect(response.status).toBe(403)
        expect(api.Problem.parse(await response.json()).code).toBe('request.cross-site')
      }
      expect(await holdings()).toEqual(before)
    },
  )
})

/** Who else there is; each is made when first asked for. A stepped-up session, so that nothing but the right is missing. */
const made = new Map<string, Promise<{ browser: Citizen['browser'] }>>()
const once = (name: string, make: () => Promise<{ browser: Citizen['browser'] }>) => {
  const known = made.get(name) ?? make()
  made.set(name, known)
  return known
}
const desk = async (name: string, roles: readonly Role[], mission = milan) => {
  const sitting = await officer(name, roles, mission)
  await stepUp(sitting)
  return sitting
}
const cast = {
  stranger: () => once('stranger', () => citizen('stranger')),
  reviewer: () => once('reviewer', () => desk('Rea', ['reviewer'])),
  florentine: () => once('florentine', () => desk('Flo', ['reviewer', 'approver'], florence)),
  of: (role: Role) => once(role, () => desk(role, [role])),
}
