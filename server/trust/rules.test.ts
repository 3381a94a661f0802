import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as api from '@consular/api'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { currentMaterial, trustFiles } from '../certificate/publish-trust.ts'
import { twoDoses } from '../certificate/testing-rules.ts'
import { auditOf, context, database, id, type Manager, manager } from './testing-managers.ts'

let tia: Manager
let uri: Manager
beforeAll(async () => {
  tia = await manager('Tia')
  uri = await manager('Uri')
})

const texts = [
  { lang: 'zh', desc: '每一针都打完了。' },
  { lang: 'en', desc: 'Every dose of the series has been given.' },
]
const dose = (dn: number, sd = 2) => ({
  ver: '1.3.0',
  v: [{ tg: '840539006', mp: 'EU/1/20/1528', dn, sd, dt: '2026-06-01', co: 'XA' }],
})
const tests: api.RuleTerms['tests'] = [
  { name: 'complete', payload: dose(2), expected: true },
  { name: 'one of two', payload: dose(1), expected: false },
]
const rule = (more: object = {}): Record<string, unknown> => ({
  ...twoDoses,
  ValidFrom: '2026-12-01T00:00:00Z',
  Description: texts,
  ...more,
})
const attempt = (terms: api.RuleTerms) => tia.browser.call(api.tryRule, { body: terms })
const put = (terms: api.RuleTerms, rid = id(), who = tia) =>
  who.browser.call(api.proposeRule, { params: { rule: rid }, body: { ...terms, reason: 'The state says so.' } })
const decide = (who: Manager, rid: string, decision: 'approve' | 'reject' = 'approve') =>
  who.browser.call(api.decideRule, { params: { rule: rid }, body: { decision } })
const keep = (title: string, payload: object, clock = '2026-07-01T09:00:00Z') =>
  tia.browser.call(api.putCase, { params: { case: id() }, body: { title, clock, payload: { ...payload } } })
const published = async (): Promise<string[]> => {
  const file = trustFiles(await currentMaterial(context)).get('/trust/rules.json')
  const { rules } = JSON.parse(new TextDecoder().decode(file?.bytes)) as {
    rules: { Identifier: string; Version: string }[]
  }
  return rules.map((each) => `${each.Identifier} ${each.Version}`)
}

/** An expression whose size doubles with each level, asked for each of many entries: more steps than any rule may take. */
function endless(): object {
  let inner: object = { var: 'accumulator' }
  for (let level = 0; level < 11; level++) inner = { '+': [inner, inner] }
  return { '===': [{ reduce: [{ var: 'payload.v' }, inner, 1] }, 1] }
}
const many = { v: Array.from({ length: 100 }, () => dose(2).v[0]) }

describe('a rule', () => {
  test.each([
    ['that lacks a part', 'rule.form', rule({ Version: 'one' }), tests],
    ['without an end', 'rule.form', rule({ ValidTo: undefined }), tests],
    ['that ends before it begins', 'rule.period', rule({ ValidTo: '2026-11-30T00:00:00Z' }), tests],
    [
      'that is over',
      'rule.period-over',
      rule({ ValidFrom: '2021-01-01T00:00:00Z', ValidTo: '2022-01-01T00:00:00Z' }),
      tests,
    ],
    ['with a name of another country', 'rule.identifier', rule({ Country: 'IT' }), tests],
    ['with an operation that there is not', 'rule.logic', rule({ Logic: { eval: ['1'] } }), tests],
    ['without a Chinese text', 'rule.texts-missing', rule({ Description: texts.slice(1) }), tests],
    [
      'that reads an unknown value set',
      'rule.value-set-unknown',
      rule({ Logic: { in: [{ var: 'payload.v.0.mp' }, { var: 'external.valueSets.cats' }] } }),
      tests,
    ],
    ['that contradicts its tests', 'rule.contradicts-tests', rule({ Logic: { '!': [twoDoses.Logic] } }), tests],
    ['whose tests know no “no”', 'rule.tests-one-sided', rule(), tests.slice(0, 1)],
    [
      'that never ends',
      'rule.endless',
      rule({ Logic: endless() }),
      [...tests, { name: 'many', payload: many, expected: true }],
    ],
    [
      'that is too deep',
      'rule.endless',
      rule({ Logic: Array.from({ length: 200 }).reduce((inner: object) => ({ '!': [inner] }), { var: '' }) }),
      tests,
    ],
  ] as const)('%s is refused with %s, and nothing is kept', async (_, code, json, some) => {
    const terms = { rule: json, tests: [...some] }
    expect(codeOf(await attempt(terms))).toBe(code)
    const rid = id()
    expect(codeOf(await put(terms, rid))).toBe(code)
    expect(codeOf(await tia.browser.call(api.openRule, { params: { rule: rid } }))).toBe('rule.not-found')
  })

  test('shows which past cases it changes, is approved by a second officer alone, and is published', async () => {
    valueOf(await keep('two of two', dose(2)))
    valueOf(await keep('one of two', dose(1)))
    const terms = { rule: rule(), tests: [...tests] }
    const trial = valueOf(await attempt(terms))
    expect(trial).toMatchObject({ tests: 2, cases: 2 })
    expect(
      trial.changes
        .map(({ title, before, after, because }) => `${title}: ${before}, ${after} ${because.join()}`)
        .toSorted(),
    ).toEqual(['one of two: open, not-accepted VR-XX-0001', 'two of two: open, accepted '])
    const rid = id()
    expect(valueOf(await put(terms, rid)).trial?.changes).toHaveLength(2)
    expect(valueOf(await put(terms, rid)).state).toBe('proposed')
    expect(
      codeOf(await put({ ...terms, tests: [...tests, { name: 'more', payload: dose(3, 3), expected: true }] }, rid)),
    ).toBe('rule.id-taken')
    expect(await published()).toEqual([])
    expect(codeOf(await decide(tia, rid))).toBe('rule.own-proposal')
    const forced = sql`UPDATE acceptance_rule SET state = 'approved', decided_by = proposed_by WHERE id = ${rid}`
    await expect(forced.execute(database)).rejects.toThrow('violates check constraint')
    expect(valueOf(await decide(uri, rid))).toMatchObject({ state: 'approved', trial: null })
    expect(await published()).toEqual(['VR-XX-0001 1.0.0'])
    expect(codeOf(await decide(uri, rid, 'reject'))).toBe('rule.already-decided')
    expect(await auditOf(rid)).toEqual(['rule.approved done', 'rule.proposed done'])
  })

  test('counts from its own day: before it no verifier asks it', async () => {
    const { book } = await currentMaterial(context)
    const { askRules } = await import('../certificate/acceptance.ts')
    const { dccOf } = await import('../../certificate/rules/testing.ts')
    const answerAt = (now: string) =>
      askRules(dccOf({ v: dose(1).v }) as never, book, {
        country: 'XX',
        now: Temporal.Instant.from(now).epochMilliseconds,
        trusted: 'XA',
      }).answer
    expect([answerAt('2026-11-30T23:59:59Z'), answerAt('2026-12-01T00:00:00Z')]).toEqual(['open', 'not-accepted'])
  })

  test('of two approvals at once one is made, and a version that is not newer is refused', async () => {
    expect(codeOf(await put({ rule: rule(), tests: [...tests] }))).toBe('rule.version-not-newer')
    const rid = id()
    valueOf(await put({ rule: rule({ Version: '1.1.0' }), tests: [...tests] }, rid))
    const third = await manager('Vic')
    const answers = await Promise.all([decide(uri, rid), decide(third, rid)])
    expect(answers.filter(({ ok }) => !ok).map(codeOf)).toEqual(['rule.already-decided'])
    expect(await published()).toEqual(['VR-XX-0001 1.0.0', 'VR-XX-0001 1.1.0'])
  })

  test('that was rejected is not published', async () => {
    const rid = id()
    valueOf(await put({ rule: rule({ Version: '2.0.0' }), tests: [...tests] }, rid))
    expect(valueOf(await decide(uri, rid, 'reject')).state).toBe('rejected')
    expect(await published()).not.toContain('VR-XX-0001 2.0.0')
  })

  test('may read the value sets that the service publishes, and brings them along', async () => {
    const logic = { in: [{ var: 'payload.v.0.mp' }, { var: 'external.valueSets.vaccines-covid-19-names' }] }
    const known = [
      { name: 'known', payload: dose(2), expected: true },
      { name: 'strange', payload: { v: [{ mp: 'CAT' }] }, expected: false },
    ]
    const rid = id()
    valueOf(await put({ rule: rule({ Identifier: 'VR-XX-0002', Logic: logic }), tests: known }, rid))
    valueOf(await decide(uri, rid))
    const { book } = await currentMaterial(context)
    expect(Object.keys(book.valueSets)).toEqual(['vaccines-covid-19-names'])
  })

  test('is decided with the passkey and the role alone', async () => {
    const analyst = await manager('Zed', ['ministry-analyst'])
    expect(codeOf(await put({ rule: rule({ Version: '3.0.0' }), tests: [...tests] }, id(), analyst))).toBe(
      'access.role-missing',
    )
    const fresh = await manager('Fay')
    await sql`UPDATE session SET stepped_up_at = NULL WHERE officer_id = ${fresh.id}`.execute(database)
    expect(codeOf(await put({ rule: rule({ Version: '3.0.0' }), tests: [...tests] }, id(), fresh))).toBe(
      'access.step-up-needed',
    )
  })
})

describe('a case', () => {
  test('holds nothing of a person, and its days are moved together', async () => {
    const payload = {
      ver: '1.3.0',
      nam: { fn: 'Lindqvist', gn: 'Maja' },
      dob: '1984-02-29',
      v: [{ ...dose(2).v[0], ci: 'URN:UVCI:01:XA:1#A', is: 'Clinic of Maja Lindqvist', lot: 'L1' }],
      t: [{ tg: '840539006', tt: 'LP6464-4', sc: '2026-06-30T07:41:23Z', tr: '260415000', tc: 'Street 7', nm: 'Maja' }],
    }
    const { clock, facts } = valueOf(await keep('a case', payload, '2026-07-01T09:00:00Z'))
    const rows = await sql<{ text: string }>`SELECT c::text AS text FROM rule_case c`.execute(database)
    for (const word of ['Lindqvist', 'Maja', '1984-02', 'URN', 'Clinic', 'Street', 'L1'])
      expect([word, rows.rows.some(({ text }) => text.includes(word))]).toEqual([word, false])
    const { v, t, dob } = facts as { v: { dt: string }[]; t: { sc: string }[]; dob: string }
    expect(dob).toBe('1984')
    const day = Temporal.Instant.from(clock).toZonedDateTimeISO('UTC').toPlainDate()
    expect(Temporal.PlainDate.from(v[0]?.dt ?? '').until(day).days).toBe(30)
    expect(
      Temporal.Instant.from(t[0]?.sc ?? '')
        .until(Temporal.Instant.from(clock))
        .total('minutes'),
    ).toBe(25 * 60 + 19)
  })

  test('of nothing is refused, and one can be removed', async () => {
    expect(codeOf(await keep('a cat', { cat: true }))).toBe('case.facts')
    const params = { case: valueOf(await keep('mine', dose(1))).id }
    expect((await tia.browser.call(api.removeCase, { params })).ok).toBe(true)
    expect(codeOf(await tia.browser.call(api.removeCase, { params }))).toBe('case.not-found')
  })
})

const folder = join(
  resolve(import.meta.dirname, '../..', process.env['CONSULAR_SHARED'] ?? '../shared'),
  'conformance/rules',
)
if (!existsSync(folder))
  process.stdout.write('Not run, because the material is not beside the repository: conformance/rules\n')

test.runIf(existsSync(folder))('real rules of the EU pass their own tests here, with both texts added', async () => {
  const sides = []
  for (const country of ['DE', 'AT'])
    for (const name of readdirSync(join(folder, country))) {
      const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, country, name, file), 'utf8'))
      const json = read('rule.json') as { Description: object[] }
      const files = existsSync(join(folder, country, name, 'tests'))
        ? readdirSync(join(folder, country, name, 'tests'))
        : []
      const own = files.map((file) => ({ name: file, ...(read(`tests/${file}`) as object) })) as api.RuleTerms['tests']
      const terms = { rule: { ...json, Description: [...json.Description, texts[0]] }, tests: own }
      const answer = await attempt(terms)
      sides.push(answer.ok ? 'ok' : answer.refusal.code)
    }
  const counts = Map.groupBy(sides, (side) => side)
  process.stdout.write(`Real rules: ${[...counts].map(([side, all]) => `${all.length} ${side}`).join(', ')}\n`)
  expect(
    new Set(sides).isSubsetOf(new Set(['ok', 'rule.tests-one-sided', 'rule.period-over', 'rule.value-set-unknown'])),
  ).toBe(true)
  expect(counts.get('ok')?.length ?? 0).toBeGreaterThan(5)
})
