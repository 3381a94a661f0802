import { expect, test } from 'vitest'
import { type CborValue, Tagged } from '../encoding/cbor.ts'
import { readHcert } from './index.ts'
import { claimsWith, dcc, outcomeOf, signedText, vaccination } from './testing.ts'

type Members = { readonly [member: string]: CborValue }

async function read(payload: CborValue) {
  const reading = readHcert(await signedText(claimsWith(payload)))
  if ('fault' in reading) throw new Error(`${reading.fault.code} ${reading.fault.at}`)
  return reading
}
const refusal = (payload: CborValue): Promise<string> => outcomeOf(claimsWith(payload))
const warned = async (changes: Members): Promise<string[]> =>
  (await read(dcc(changes))).warnings.map(({ code, at }) => `${code} ${at ?? ''}`.trim())

const test1: Members = {
  tg: '840539006',
  tt: 'LP217198-3',
  ma: '1232',
  nm: 'Rapid',
  sc: '2026-11-16T08:05:00Z',
  tr: '260415000',
  tc: 'Centre',
  co: 'XX',
  is: 'Ministry',
  ci: 'URN:UVCI:01:XX:1',
} // prettier-ignore
const recovery: Members = {
  tg: '840539006',
  fr: '2026-08-01',
  df: '2026-08-12',
  du: '2027-01-28',
  co: 'XX',
  is: 'Ministry',
  ci: 'URN:UVCI:01:XX:2',
} // prettier-ignore
const without = (members: Members, name: string): { [member: string]: CborValue } =>
  Object.fromEntries(Object.entries(members).filter(([member]) => member !== name))

test('a vaccination is read in the common shape', async () => {
  expect((await read(dcc())).entries).toEqual([
    {
      kind: 'vaccination',
      disease: { code: '840539006', system: 'http://snomed.info/sct' },
      vaccine: { code: '1119349007', system: 'http://snomed.info/sct' },
      product: { code: 'EU/1/20/1528' },
      manufacturer: { code: 'ORG-100030215' },
      dose: 2,
      doses: 2,
      date: '2026-09-15',
      country: 'XX',
      issuer: 'Ministry of Health',
      id: 'URN:UVCI:01:XX:187/37512422923',
    },
  ])
})

test('a rapid test, a test of nucleic acid and a recovery are read in the common shape', async () => {
  const [rapid] = (await read(dcc({ v: null, t: [test1] }))).entries
  expect(rapid).toMatchObject({
    kind: 'test',
    method: 'antigen',
    device: { code: '1232', text: 'Rapid' },
    sampledAt: '2026-11-16T08:05:00Z',
    result: 'not-detected',
    centre: 'Centre',
  })
  const naat = { ...without(test1, 'ma'), tt: 'LP6464-4', tr: '260373001' }
  expect((await read(dcc({ v: [], t: [naat] }))).entries).toMatchObject([
    { method: 'nucleic-acid', device: { code: '', text: 'Rapid' }, result: 'detected' },
  ])
  const bare = without(without({ ...test1, tt: 'LP1', tr: '1' }, 'ma'), 'nm')
  expect((await read(dcc({ v: [], t: [bare] }))).entries).toMatchObject([
    { method: 'other', device: null, result: 'other' },
  ])
  const numbered = without({ ...test1 }, 'nm')
  expect((await read(dcc({ v: [], t: [numbered] }))).entries).toMatchObject([{ device: { code: '1232' } }])
  expect((await read(dcc({ v: [], r: [recovery] }))).entries).toMatchObject([
    { kind: 'recovery', firstPositiveOn: '2026-08-01', validFrom: '2026-08-12', validUntil: '2027-01-28' },
  ])
})

test('null and empty groups say nothing', async () => {
  expect(await warned({ t: null, r: [] })).toEqual([])
  expect(await refusal(dcc({ v: null }))).toBe('hcert.no-entry')
  expect(await refusal(dcc({ v: [] }))).toBe('hcert.no-entry')
})

test('more than one entry is refused, in one group or in two', async () => {
  expect(await refusal(dcc({ v: [vaccination(), vaccination()] }))).toBe('hcert.several-entries v')
  expect(await refusal(dcc({ r: [recovery] }))).toBe('hcert.several-entries r')
})

test('every member that the schema requires must be there, and not null', async () => {
  for (const member of ['tg', 'vp', 'mp', 'ma', 'dn', 'sd', 'dt', 'co', 'is', 'ci']) {
    expect(await refusal(dcc({ v: [without(vaccination(), member)] }))).toBe(`hcert.member v.0.${member}`)
    expect(await refusal(dcc({ v: [vaccination({ [member]: null })] }))).toBe(`hcert.member v.0.${member}`)
  }
  for (const member of ['tg', 'tt', 'sc', 'tr', 'co', 'is', 'ci'])
    expect(await refusal(dcc({ v: null, t: [without(test1, member)] }))).toBe(`hcert.member t.0.${member}`)
  for (const member of ['tg', 'fr', 'df', 'du', 'co', 'is', 'ci'])
    expect(await refusal(dcc({ v: null, r: [without(recovery, member)] }))).toBe(`hcert.member r.0.${member}`)
  expect(await refusal(without(dcc(), 'dob'))).toBe('hcert.member dob')
  expect(await refusal(without(dcc(), 'nam'))).toBe('hcert.member nam')
  expect(await refusal(dcc({ nam: {} }))).toBe('hcert.member nam.fn')
  expect(await refusal(dcc({ nam: { fn: '', gn: null } }))).toBe('hcert.member nam.fn')
})

test('another type is refused, with its place', async () => {
  expect(await refusal(dcc({ dob: [] }))).toBe('hcert.type dob')
  expect(await refusal(dcc({ nam: { fn: 1 } }))).toBe('hcert.type nam.fn')
  expect(await refusal(dcc({ v: [vaccination({ tg: 840539006 })] }))).toBe('hcert.type v.0.tg')
  expect(await refusal(dcc({ v: [vaccination({ dn: 'two' })] }))).toBe('hcert.type v.0.dn')
  expect(await refusal(dcc({ v: ['entry'] }))).toBe('hcert.structure v')
  expect(await refusal('payload')).toBe('hcert.structure')
})

test('one name of four is enough; a name is shown as it was signed', async () => {
  expect((await read(dcc({ nam: { fnt: 'WULANDARI' } }))).holder).toEqual({
    standardFamilyName: 'WULANDARI',
    birthDate: '1984-02-29',
  })
  expect((await read(dcc({ nam: { fn: ' Đặng ', fnt: 'DANG', gn: null } }))).holder).toMatchObject({
    familyName: ' Đặng ',
  })
})

test('codes lose the blanks at their ends, in the entry and in the payload for the rules', async () => {
  const { entries, payload } = await read(dcc({ v: [vaccination({ mp: 'EU/1/20/1528 ', ma: ' ORG-100030215' })] }))
  expect(entries).toMatchObject([{ product: { code: 'EU/1/20/1528' }, manufacturer: { code: 'ORG-100030215' } }])
  expect(payload).toMatchObject({ v: [{ mp: 'EU/1/20/1528' }] })
})

test('doses may be floats, big integers or digits; odd ones get a warning', async () => {
  expect(await warned({ v: [vaccination({ dn: 1.0, sd: new Tagged(2, Uint8Array.of(2)) })] })).toEqual([])
  expect((await read(dcc({ v: [vaccination({ dn: '3' })] }))).entries).toMatchObject([{ dose: 3 }])
  expect((await read(dcc({ v: [vaccination({ dn: 2n ** 60n })] }))).entries).toMatchObject([{ dose: 2 ** 60 }])
  expect(await warned({ v: [vaccination({ dn: -1, sd: 1.5 })] })).toEqual(['dcc.dose v.0.dn', 'dcc.dose v.0.sd'])
})

test('dates are let pass as they are; what is none gets a warning', async () => {
  expect(await warned({ v: [vaccination({ dt: '2026-09-15T00:00:00+02' })] })).toEqual([])
  expect(await warned({ v: [vaccination({ dt: '15.09.2026' })] })).toEqual(['dcc.date v.0.dt'])
  expect(await warned({ v: [vaccination({ dt: '2026-02-30' })] })).toEqual(['dcc.date v.0.dt'])
  expect(await warned({ dob: '1984-02-29T00:00:00' })).toEqual(['dcc.birth-date dob'])
  expect(await warned({ dob: '1984' })).toEqual([])
})

test('dates under tags of CBOR become texts', async () => {
  const seconds = 1_789_430_400
  const { holder, entries } = await read(
    dcc({ dob: new Tagged(1, 86_400 * 365), v: [vaccination({ dt: new Tagged(1, seconds) })] }),
  )
  expect(holder.birthDate).toBe('1971-01-01')
  expect(entries).toMatchObject([{ date: '2026-09-15' }])
  const sampled = await read(dcc({ v: null, t: [{ ...test1, sc: new Tagged(1, seconds) }] }))
  expect(sampled.entries).toMatchObject([{ sampledAt: '2026-09-15T00:00:00Z' }])
  expect((await read(dcc({ v: [vaccination({ dt: new Tagged(0, '2026-09-15') })] }))).entries).toMatchObject([
    { date: '2026-09-15' },
  ])
})

test('what departs from schema and value sets gets a warning, never a refusal', async () => {
  expect(await warned({ ver: '1.4.0' })).toEqual(['dcc.version ver'])
  expect(await warned({ ver: null })).toEqual(['dcc.version ver'])
  expect(await warned({ v: [vaccination({ mp: 'SinovacBiotech' })] })).toEqual(['code.unknown v.0.mp'])
  expect(await warned({ v: [vaccination({ is: 'M'.repeat(81) })] })).toEqual(['dcc.length v.0.is'])
  expect(await warned({ v: [vaccination({ x: null })] })).toEqual(['dcc.null v.0.x'])
  expect(await warned({ nam: { fn: 'Lindqvist' } })).toEqual(['dcc.standard-name nam.fnt'])
  expect(await warned({ nam: { fnt: 'Lindqvist', gnt: 'MAJA 2' } })).toEqual([
    'dcc.standard-name nam.fnt',
    'dcc.standard-name nam.gnt',
  ])
})
