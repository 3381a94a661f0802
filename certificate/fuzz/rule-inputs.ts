import { mutateTree, oddValues } from './mutate-tree.ts'
import type { Random } from './random.ts'
import type { Input, RuleSeeds } from './seed.ts'

const path = (text: string): object => ({ var: text })
const dose = path('payload.v.0')

/** Expressions that use every operation. */
const expressions: readonly unknown[] = [
  true,
  0,
  { if: [path('payload.v.0'), { '===': [path('payload.v.0.tg'), '840539006'] }, true] },
  { in: [path('payload.v.0.mp'), path('external.valueSets.vaccines-covid-19-names')] },
  {
    and: [
      { '>': [path('payload.v.0.dn'), 0] },
      { '>=': [path('payload.v.0.dn'), path('payload.v.0.sd')] },
      { '!': [dose] },
    ],
  },
  { '<': [1, path('payload.v.0.dn'), 9] },
  { '<=': [{ '+': [path('payload.v.0.dn'), 1] }, 10] },
  {
    'not-before': [
      { plusTime: [path('external.validationClock'), 0, 'day'] },
      { plusTime: [path('payload.v.0.dt'), 14, 'day'] },
    ],
  },
  {
    after: [
      { plusTime: [path('payload.t.0.sc'), -72, 'hour'] },
      { plusTime: ['2020-02-29', 1, 'year'] },
      { plusTime: ['2021-01-31', 1, 'month'] },
    ],
  },
  { before: [{ dccDateOfBirth: [path('payload.dob')] }, { plusTime: ['2021-06-01T00:00:00Z', 0, 'day'] }] },
  { 'not-after': [{ dccDateOfBirth: ['1970-05'] }, { dccDateOfBirth: ['1970'] }] },
  { reduce: [path('payload.v'), { '+': [path('accumulator'), path('current.dn')] }, 1] },
  { reduce: [path('payload.v'), { and: [path('accumulator'), { in: [path('current.mp'), [1, 'a']] }] }, true] },
  { extractFromUVCI: [path('payload.v.0.ci'), 1] },
  { extractFromUCVI: [path(''), 0] },
]

const data: readonly unknown[] = [
  {
    payload: {
      ver: '1.3.0',
      dob: '1984-02',
      nam: { fn: 'Lindqvist' },
      v: [{ tg: '840539006', mp: 'EU/1/20/1528', dn: 2, sd: 2, dt: '2021-06-01', ci: 'URN:UVCI:01:XA:AB/CD#1' }],
    },
    external: {
      validationClock: '2021-07-01T00:00:00Z',
      countryCode: 'XA',
      valueSets: { 'vaccines-covid-19-names': ['EU/1/20/1528', 'EU/1/20/1507'] },
    },
  },
  { payload: { t: [{ sc: '2021-06-30T08:00:00+02:00', tr: '260415000' }], dob: '' }, external: {} },
  null,
  [],
]

const rule = (logic: unknown): object => ({
  Identifier: 'VR-XA-0001',
  Type: 'Acceptance',
  Country: 'XA',
  Version: '1.0.0',
  SchemaVersion: '1.3.0',
  Engine: 'CERTLOGIC',
  EngineVersion: '1.0.0',
  CertificateType: 'Vaccination',
  Description: [{ lang: 'en', desc: 'A rule' }],
  ValidFrom: '2021-01-01T00:00:00Z',
  ValidTo: '2030-01-01T00:00:00Z',
  AffectedFields: ['v.0', 'v.0.dt', 'dob'],
  Logic: logic,
})

/** Expressions, rules and data that need no material. */
export const ownRules: RuleSeeds = { expressions, data, rules: expressions.map(rule) }

/** Makes inputs of rules: an expression, a rule and data, each changed or as it was. */
export function makeRuleInputs(seeds: RuleSeeds): (random: Random) => Input {
  return (random) => {
    const change = (list: readonly unknown[]): unknown => {
      const own = random.pick(list) ?? null
      return random.oneIn(4) ? own : mutateTree(random, own, { odd: oddValues, other: random.pick(list) ?? null })
    }
    return { kind: 'rules', expression: change(seeds.expressions), rule: change(seeds.rules), data: change(seeds.data) }
  }
}
