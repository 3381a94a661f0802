import * as api from '@consular/api'
import type { AdviceContent, AdviceMove } from '@consular/domain/advice'
import { newId } from '@consular/domain/shared'
import { pino } from 'pino'
import { valueOf } from '../account/testing-browser.ts'
import { testDatabase } from '../database/testing.ts'
import { createApp } from '../http/app.ts'
import { officerAtDesk } from '../officer/testing-officer.ts'
import { advicePages } from '../plain/index.ts'
import { routesOf } from '../service.ts'
import { testContext } from '../testing.ts'

/** For tests: the whole service over a database of its own, and officers who write and approve advice. */
const { database } = await testDatabase()
export const context = await testContext(database)
export { database }
export const app = createApp(context, {
  routes: routesOf(context),
  pages: [advicePages(context)],
  files: new Map(),
  log: pino({ level: 'silent' }),
})

/** A new id of whatever kind. */
export const id = (): string => newId<'advice'>(context.now(), context.random)

type AdviceRole = 'advice-editor' | 'advice-approver'
let officers = 80
/** An officer with her passkey at hand, at the ministry unless it is said where. */
export async function officer(name: string, roles: readonly AdviceRole[], mission = 'ministry') {
  officers += 1
  const { browser, key, me } = await officerAtDesk(context, app, { number: officers, name, mission, roles: [...roles] })
  const stepUp = async () => {
    const { ceremony, options } = valueOf(await browser.call(api.stepUpOptions, {}))
    valueOf(await browser.call(api.stepUp, { body: { ceremony, response: key.get(options) } }))
  }
  return { browser, id: me.officer.id, stepUp }
}
export type Officer = Awaited<ReturnType<typeof officer>>

/** What a version says, in both languages. */
export const waves = (change: Partial<AdviceContent> = {}): AdviceContent => ({
  level: 'take-care',
  category: 'Met',
  headline: { zh: '海浪 <很高>', en: 'High waves & <wind>' },
  text: { zh: '利古里亚海浪很高。\n不要下水。', en: 'Waves are high in Liguria.\nStay out of the water.' },
  instruction: { zh: '听当地广播。', en: 'Listen to the local radio.' },
  areas: [
    {
      name: { zh: '利古里亚', en: 'Liguria' },
      subdivision: 'IT-42',
      circle: { centre: { lat: 44.4, lon: 8.9 }, km: 80 },
      polygon: [
        { lat: 44, lon: 7.5 },
        { lat: 44.6, lon: 9 },
        { lat: 43.8, lon: 9.5 },
      ],
    },
  ],
  validFrom: '2026-11-24T06:00:00Z',
  validUntil: '2026-12-01T00:00:00Z',
  publishAt: null,
  ...change,
})

/** A draft that was written: of which advice, which version, and the file as its author saw it. */
export interface Written {
  readonly advice: string
  readonly draft: string
  readonly file: api.AdviceFile
}

type Body = api.BodyOf<typeof api.saveAdviceDraft>
/** The request that writes a draft. */
export const writing = (advice: string, draft: string, body: Partial<Body> = {}) => ({
  params: { advice, adviceDraft: draft },
  body: { kind: 'alert' as const, country: 'IT', act: 'publish' as const, version: 0, content: waves(), ...body },
})

/** Writes a draft, of a new advice unless it is said of which. */
export async function write({ browser }: Officer, body: Partial<Body> = {}, advice = id()): Promise<Written> {
  const draft = id()
  return { advice, draft, file: valueOf(await browser.call(api.saveAdviceDraft, writing(advice, draft, body))) }
}

/** Moves a draft as it stands in the file. */
export function move(
  { browser }: Officer,
  { advice, draft }: Written,
  step: { move: AdviceMove; version: number; note?: string },
) {
  return browser.call(api.moveAdviceDraft, { params: { advice, adviceDraft: draft }, body: step })
}

/** Both officers one after the other, a second after what was before. */
export async function publish(
  first: Officer,
  second: Officer,
  body: Partial<Body> = {},
  advice = id(),
): Promise<Written> {
  context.clock.now = context.clock.now.add({ seconds: 1 })
  const written = await write(first, body, advice)
  valueOf(await move(first, written, { move: 'propose', version: 0 }))
  const file = valueOf(await move(second, written, { move: 'approve', version: 1 }))
  return { ...written, file }
}

/** The states of an advice's versions, the newest first. */
export const statesOf = ({ versions }: api.AdviceFile): string[] => versions.map(({ state }) => state)

/** What everybody reads at an address, without a cookie. */
export async function read(path: string, headers: Record<string, string> = {}) {
  const response = await app.request(path, { headers: { 'accept-language': 'en', ...headers } })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
