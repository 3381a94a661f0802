import { describe, expect, it } from 'vitest'
import type { Entry, Recovery, Test } from '../certificate.ts'
import { factsOf } from './facts.ts'
import { cardOf, dccOf, doseOf } from './testing.ts'

const factOf = (...entries: readonly Entry[]): unknown => factsOf(cardOf(...entries))[0]

const swab: Test = {
  kind: 'test',
  disease: { code: '840539006' },
  method: 'nucleic-acid',
  type: { code: '94500-6' },
  device: null,
  sampledAt: '2026-11-23T08:30+01:00',
  result: 'not-detected',
  resultCode: { code: '260415000' },
  country: 'XA',
  centre: 'Laboratory 1',
}

describe('the facts of a certificate', () => {
  it('of the EU are its payload', () => {
    const certificate = dccOf({ v: [{ dn: 1 }] })
    expect(factsOf(certificate)[0]).toBe(certificate.payload)
  })

  it('of another family have the shape of a DCC, from the latest of the doses, which are counted', () => {
    expect(factsOf(cardOf(doseOf('208', '2026-06-01'), doseOf('208', '2026-05-01')))).toEqual([
      {
        ver: '1.3.0',
        dob: '1984-02-29',
        nam: { fn: 'Lindqvist', gn: 'Maja' },
        v: [
          {
            tg: '840539006',
            vp: '1119349007',
            mp: 'EU/1/20/1528',
            ma: 'ORG-100030215',
            dn: 2,
            sd: 2,
            dt: '2026-06-01',
          },
        ],
      },
    ])
  })

  it.each([
    ['CVX', doseOf('207', '2026-06-01'), 'EU/1/20/1507'],
    ['ICD-11', doseOf('XM7HT3', '2026-06-01'), 'CoronaVac'],
    ['the code of the EU', doseOf('XM68M6', '2026-06-01', { product: { code: 'EU/1/20/1525' } }), 'EU/1/20/1525'],
    ['a name', doseOf('XM68M6', '2026-06-01', { product: { code: 'AstraZeneca Vaxzevria' } }), 'EU/1/21/1529'],
    ['a text', doseOf('XM68M6', '2026-06-01', { product: { code: '1', text: 'Covishield' } }), 'Covishield'],
  ])('name a vaccine that is given by %s as the EU does', (_, dose, mp) => {
    expect(factOf(dose)).toMatchObject({ v: [{ tg: '840539006', mp }] })
  })

  it('keep the number of doses that is stated, and never count below the first series', () => {
    expect(factOf(doseOf('212', '2026-06-01'))).toMatchObject({ v: [{ dn: 1, sd: 1 }] })
    expect(factOf(doseOf('208', '2026-06-01', { dose: 3 }))).toMatchObject({ v: [{ dn: 3, sd: 3 }] })
    expect(factOf(doseOf('208', '2026-06-01', { dose: 1, doses: 1 }))).toMatchObject({ v: [{ dn: 1, sd: 1 }] })
  })

  it('keep a manufacturer and kind that are coded as the EU does, and no others', () => {
    const stated = { vaccine: { code: '1119305005' }, manufacturer: { code: 'ORG-100000001' } }
    const product = { code: 'Comirnaty' }
    const facts = factOf(doseOf('', '2026-06-01', { product, ...stated }))
    expect(facts).toMatchObject({ v: [{ vp: '1119305005', ma: 'ORG-100000001', mp: 'EU/1/20/1528' }] })
    const other = doseOf('XM0GQ8', '2026-06-01', { product, manufacturer: { code: 'Manufacturer 8' } })
    expect(factOf(other)).toMatchObject({ v: [{ vp: '1119349007', ma: 'ORG-100030215' }] })
  })

  it('leave out what is not stated or would not be understood', () => {
    const dose = doseOf('999', '2026-06-01', { disease: { code: 'RA01.0' }, country: 'XAA' })
    expect(factOf(dose)).toMatchObject({ v: [{ tg: '840539006', vp: '999', dn: 1, dt: '2026-06-01' }] })
    const [entry] = (factOf(dose) as { readonly v: readonly [object] }).v
    expect(Object.keys(entry)).not.toContain('sd')
    expect(Object.keys(entry)).not.toContain('co')
    expect(Object.keys(entry)).not.toContain('mp')
  })

  it('of a test are coded, with a sampling time that rules can read', () => {
    expect(factOf(swab)).toMatchObject({
      t: [
        {
          tg: '840539006',
          tt: 'LP6464-4',
          tr: '260415000',
          sc: '2026-11-23T07:30:00.000Z',
          co: 'XA',
          tc: 'Laboratory 1',
        },
      ],
    })
    const rapid: Test = { ...swab, method: 'antigen', result: 'detected', sampledAt: '2026-11-23' }
    expect(factOf(rapid)).toMatchObject({ t: [{ tt: 'LP217198-3', tr: '260373001', sc: '2026-11-23' }] })
    const blood: Test = { ...swab, method: 'serology', result: 'other', resultCode: null }
    expect(factOf(blood)).toMatchObject({ t: [{ tt: '94500-6' }] })
  })

  it('of a recovery are its dates', () => {
    const recovery: Recovery = {
      kind: 'recovery',
      disease: { code: 'U07.1' },
      firstPositiveOn: '2026-09-01',
      validFrom: '2026-09-12',
      validUntil: null,
    }
    expect(factOf(recovery)).toMatchObject({ r: [{ tg: '840539006', fr: '2026-09-01', df: '2026-09-12' }] })
  })

  it('stand apart for each disease and kind, and are none where nothing is stated', () => {
    const fever = doseOf('37', '2026-01-01', { disease: { code: 'A95' } })
    expect(factsOf(cardOf(doseOf('208', '2026-06-01'), fever, swab))).toHaveLength(3)
    expect(factsOf(cardOf())).toEqual([])
  })
})
