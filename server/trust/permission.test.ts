import * as api from '@consular/api'
import { endpoints } from '@consular/api/openapi'
import { beforeAll, describe, expect, test } from 'vitest'
import { valueOf } from '../account/testing-browser.ts'
import { twoDoses } from '../certificate/testing-rules.ts'
import { officerAtDesk } from '../officer/testing-officer.ts'
import { type Named, sampleOf } from '../testing-samples.ts'
import { listOf, newCountry, newLister } from './testing-lists.ts'
import { app, bring, context, database, gdhcn, id, manager, propose, register } from './testing-managers.ts'

/** A source, a list that waits for its second officer, a rule and a case: what the others reach for. */
let named: Named
const ofTrust = endpoints.filter(({ path }) => /^\/api\/workbench\/(trust|rules|rule-cases)\b/.test(path))

beforeAll(async () => {
  const tia = await manager('Tia')
  const lister = newLister()
  const trustSource = await register(tia, gdhcn(lister.anchor))
  const file = await bring(tia, trustSource, [await listOf(lister, await newCountry('XA', 1))])
  valueOf(await propose(tia, file))
  const [rule, pastCase] = [id(), id()]
  const dose = (dn: number) => ({ v: [{ dn, sd: 2, dt: '2026-06-01' }] })
  const description = ['zh', 'en'].map((lang) => ({ lang, desc: 'A rule.' }))
  const body = {
    rule: { ...twoDoses, Description: description },
    tests: [
      { name: 'yes', payload: dose(2), expected: true },
      { name: 'no', payload: dose(1), expected: false },
    ],
    reason: 'A reason.',
  }
  valueOf(await tia.browser.call(api.proposeRule, { params: { rule }, body }))
  const kept = { title: 'a case', clock: context.now().toString(), payload: dose(1) }
  valueOf(await tia.browser.call(api.putCase, { params: { case: pastCase }, body: kept }))
  named = {
    trustSource,
    trustList: file.row.id,
    source: trustSource,
    rule,
    case: pastCase,
    file: '0',
    issuer: 'https://a.example',
    addresses: [],
  }
})

/** All that is decided here, as it lies in the database. */
const holdings = async () =>
  Promise.all(
    (['trust_source', 'trust_list', 'trust_list_piece', 'trust_edition', 'acceptance_rule', 'rule_case'] as const).map(
      (table) => database.selectFrom(table).selectAll().execute(),
    ),
  )

const milan = 'uto-it-milan-cg'
const others = [
  ['a trust manager of a mission', milan, ['trust-manager']],
  ['an analyst of the ministry', 'ministry', ['ministry-analyst']],
  ['a reviewer of the ministry', 'ministry', ['reviewer', 'approver']],
  ['an administrator of a mission', milan, ['mission-admin', 'auditor', 'duty']],
] as const

let number = 90
describe.each(others)('%s', (_, mission, roles) => {
  test('sees and changes nothing of trust or rules, by any endpoint', async () => {
    number += 1
    const { browser, key } = await officerAtDesk(context, app, { number, name: 'Eve', mission, roles: [...roles] })
    const { ceremony, options } = valueOf(await browser.call(api.stepUpOptions, {}))
    valueOf(await browser.call(api.stepUp, { body: { ceremony, response: key.get(options) } }))
    const before = await holdings()
    const answers: string[] = []
    for (const endpoint of ofTrust) {
      const { body, ...place } = sampleOf(endpoint, named)
      const response = await app.request(api.addressOf(endpoint, place), {
        method: endpoint.method,
        headers: { cookie: browser.cookie ?? '' },
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
      })
      const { code } = api.Problem.parse(await response.json())
      answers.push(`${endpoint.name} ${response.status} ${code}`)
    }
    expect(answers).toEqual(ofTrust.map(({ name }) => `${name} 403 access.role-missing`))
    expect(await holdings()).toEqual(before)
  })
})

test('there is something to walk', () => {
  expect(ofTrust.length).toBeGreaterThan(15)
})
