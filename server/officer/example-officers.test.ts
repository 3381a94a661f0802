import * as api from '@consular/api'
import { expect, test } from 'vitest'
import { codeOf, TestBrowser, valueOf } from '../account/testing-browser.ts'
import { testDatabase } from '../database/testing.ts'
import { loadPack } from '../mission/index.ts'
import { testContext } from '../testing.ts'
import { endOfficer } from './end.ts'
import { exampleOfficersOf } from './example-roster.ts'
import { ensureExampleOfficers, refuseExampleOfficers } from './index.ts'
import { inviteOfficer, NoInvitation } from './invite.ts'
import { doors, officerAtDesk } from './testing-officer.ts'

const { database } = await testDatabase()
const context = await testContext(database)
const app = doors(context)
await ensureExampleOfficers(context)

const examples = async () => valueOf(await new TestBrowser(app).call(api.listExampleOfficers, {})).officers
const idOf = async (name: string) => (await examples()).find(({ officer }) => officer.name === name)?.officer.id ?? ''

test('the fictional state has the officers of the journeys, once', async () => {
  await ensureExampleOfficers(context)
  expect(
    (await examples()).map(({ officer, mission, roles }) => [officer.number, officer.name, mission, roles]),
  ).toEqual([
    [11, 'Ann', 'uto-it-milan-cg', ['reviewer']],
    [12, 'Bo', 'uto-it-milan-cg', ['approver']],
    [13, 'Eve', 'uto-it-milan-cg', ['mission-admin']],
    [14, 'Dao', 'uto-th-embassy', ['duty']],
    [15, 'Rosa', 'uto-it-embassy', ['approver', 'reviewer']],
    [16, 'Zed', 'ministry', ['ministry-analyst']],
    [17, 'Tia', 'ministry', ['trust-manager']],
    [18, 'Uri', 'ministry', ['trust-manager']],
    [19, 'Dee', 'uto-th-embassy', ['deputy', 'mission-admin']],
    [20, 'Han', 'uto-th-embassy', ['head']],
    [21, 'Ola', 'ministry', ['ministry-duty']],
    [22, 'Ivy', 'ministry', ['advice-editor']],
    [23, 'Max', 'ministry', ['advice-approver', 'advice-editor']],
    [26, 'Ina', 'uto-tr-embassy', ['duty']],
    [27, 'Leo', 'uto-tr-embassy', ['deputy', 'head']],
  ])
  expect((await examples()).every(({ missionName }) => missionName.en !== '' && missionName['zh-Hans'] !== '')).toBe(
    true,
  )
})

test('every other pack has a reviewer and an approver at missions that it has', async () => {
  const pack = await loadPack('cn')
  const roster = exampleOfficersOf({ ...context, config: { ...context.config, pack: 'cn' }, pack })
  expect(roster.length).toBeGreaterThanOrEqual(4)
  for (const { mission, number, name, roles } of roster) {
    expect(pack.directory.missions.has(mission)).toBe(mission !== 'ministry')
    expect(mission === 'ministry').toBe(roles.some((role) => /^(trust-manager|ministry-duty|advice-)/.test(role)))
    expect(name).toBe(`Example officer ${number}`)
  }
  expect(new Set(roster.map(({ number }) => number)).size).toBe(roster.length)
})

test('one click signs an example officer in and steps her up', async () => {
  const browser = new TestBrowser(app)
  const me = valueOf(await browser.call(api.signInAsExampleOfficer, { body: { officer: await idOf('Bo') } }))
  expect(me).toMatchObject({ officer: { number: 12 }, stepUpUntil: null })
  expect(valueOf(await browser.call(api.stepUpAsExampleOfficer, {})).stepUpUntil).toBe(
    context.now().add({ minutes: 5 }).toString(),
  )
  const log = await database
    .selectFrom('audit_event')
    .select(['action', 'data'])
    .where('actor_id', '=', me.officer.id)
    .orderBy('action')
    .execute()
  expect(log.map(({ action, data }) => [action, (data as { by: string }).by])).toEqual([
    ['officer.sign-in', 'example'],
    ['officer.step-up', 'example'],
  ])
})

test('a real officer is never signed in or stepped up with a click', async () => {
  const { browser, me } = await officerAtDesk(context, app, { number: 50 })
  expect(
    codeOf(await new TestBrowser(app).call(api.signInAsExampleOfficer, { body: { officer: me.officer.id } })),
  ).toBe('officer.unknown')
  expect(codeOf(await browser.call(api.stepUpAsExampleOfficer, {}))).toBe('officer.unknown')
  await expect(
    inviteOfficer(context, { number: 11, name: 'Ann', mission: 'uto-it-milan-cg', roles: ['reviewer'] }),
  ).rejects.toThrow(NoInvitation)
})

test('production has none of it, and does not start on a database that has example officers', async () => {
  const production = await testContext(database, { config: { ...context.config, mode: 'production' } })
  const response = await doors(production).request('/api/demonstration/officers')
  expect(response.status).toBe(404)
  await expect(refuseExampleOfficers(production)).rejects.toThrow(/^CONSULAR_MODE: .*number 11/)
  for (const { officer } of await examples()) await endOfficer(context, officer.number)
  await refuseExampleOfficers(production)
})

test('an example officer who was ended is not made again', async () => {
  await ensureExampleOfficers(context)
  expect(await examples()).toEqual([])
})
