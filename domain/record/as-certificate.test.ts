import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CertifiedRecord, productsOf, toHealthRecord, VaccineCatalogue } from './index.ts'

const file = join(import.meta.dirname, '../../pack/world/vaccines.json')
const products = productsOf(VaccineCatalogue.parse(JSON.parse(readFileSync(file, 'utf8'))))
const person = {
  familyName: '王',
  givenName: '芳',
  latin: { familyName: 'WANG', givenName: 'FANG' },
  birthDate: '1990-05-17',
}
const dose = (product = 'comirnaty', change: object = {}): CertifiedRecord => ({
  person,
  entry: {
    kind: 'vaccination',
    disease: 'covid-19',
    product,
    dose: 1,
    doses: 2,
    date: '2026-05-01',
    lot: 'L1',
    country: 'IT',
    ...change,
  },
})
const sample: CertifiedRecord = {
  person,
  entry: {
    kind: 'test',
    disease: 'covid-19',
    method: 'nucleic-acid',
    sample: 'S 1',
    sampledAt: '2026-11-23T08:00:00Z',
    result: 'not-detected',
    country: 'IT',
  },
}
const made = (...args: Parameters<typeof toHealthRecord>) => {
  const record = toHealthRecord(...args)
  if (!record.ok) throw new Error(record.refusal.code)
  return record.value
}

describe('records of one person', () => {
  test('are told by birth date with a name or the number of the passport, however the name is written', () => {
    const named = (change: object): CertifiedRecord => ({ ...sample, person: { ...person, ...change } })
    const is = (one: CertifiedRecord, other: CertifiedRecord) => toHealthRecord([one, other], products).ok
    expect(is(dose(), named({ familyName: 'Wang', givenName: 'Fang' }))).toBe(true)
    expect(is(dose(), named({ familyName: 'wáng', givenName: 'fāng', latin: undefined }))).toBe(true)
    expect(is(dose(), named({ birthDate: '1990-05-18' }))).toBe(false)
    expect(
      is(dose(), named({ familyName: '李', givenName: '芳', latin: { familyName: 'LI', givenName: 'FANG' } })),
    ).toBe(false)
    const [one, other] = [
      named({ documentNumber: 'E1' }),
      named({ documentNumber: 'E1', familyName: '汪', latin: { familyName: 'WONG', givenName: 'FONG' } }),
    ]
    expect(is(one, other)).toBe(true)
    expect(is(named({ familyName: 'Wang Fang', givenName: '', latin: undefined }), dose())).toBe(false)
  })

  test('in whatever order make the same certificate, and the newest passport counts', () => {
    const all = [dose('comirnaty', { date: '2026-01-05' }), dose('comirnaty', { dose: 2, date: '2026-02-05' }), sample]
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 3 }), (shuffled) => {
        expect(made(shuffled, products).entries).toEqual(made(all, products).entries)
      }),
    )
    const renewed = { ...sample, person: { ...person, documentNumber: 'NEW1' } }
    expect(
      made([{ ...dose(), person: { ...person, documentNumber: 'OLD1' } }, renewed], products).person.documentNumber,
    ).toBe('NEW1')
  })

  test('are refused where there are none, and where the catalogue has no such product', () => {
    expect(toHealthRecord([], products)).toMatchObject({ refusal: { code: 'record.other-person' } })
    expect(toHealthRecord([dose('no-such-vaccine')], products)).toMatchObject({
      refusal: { code: 'record.product-unknown' },
    })
  })
})

describe('a vaccine', () => {
  const vaccineIn = (product: string, family: Parameters<typeof toHealthRecord>[2], disease = 'covid-19') => {
    const [entry] = made([dose(product, { disease })], products, family).entries
    return entry?.kind === 'vaccination' ? [entry.product?.code, entry.vaccine?.code] : []
  }
  test('is named by the codes of the family', () => {
    expect(vaccineIn('comirnaty', 'eu-dcc')).toEqual(['EU/1/20/1528', '1119349007'])
    expect(vaccineIn('comirnaty', 'shc')).toEqual(['EU/1/20/1528', '208'])
    expect(vaccineIn('zf2001', 'ddcc')).toEqual(['zf2001', 'XM3CT4'])
    expect(vaccineIn('stamaril', 'icvp', 'yellow-fever')[0]).toMatch(/^YellowFeverProduct[0-9a-f]{32}$/)
    expect(vaccineIn('stamaril', 'vds-nc', 'yellow-fever')[1]).toBe('XM0N24')
  })
  test('against yellow fever protects from the tenth day', () => {
    const [entry] = made([dose('stamaril', { disease: 'yellow-fever' })], products).entries
    expect(entry).toMatchObject({ validFrom: '2026-05-11' })
  })
})

test('a recovery counts from the eleventh day, for 180 days after the first positive test', () => {
  const recovery: CertifiedRecord = {
    person,
    entry: { kind: 'recovery', disease: 'covid-19', firstPositiveOn: '2026-10-01', country: 'IT' },
  }
  expect(made([recovery], products).entries).toMatchObject([{ validFrom: '2026-10-12', validUntil: '2027-03-30' }])
})

test('nothing of the laboratory’s own numbering goes into a certificate', () => {
  expect(JSON.stringify(made([sample], products))).not.toContain('S 1')
})
