import type { Report, Vaccination } from '@consular/certificate'
import { expect, test } from 'vitest'
import { plainReport } from './plain-report.ts'

const dose: Vaccination = {
  kind: 'vaccination',
  disease: { code: '840539006' },
  vaccine: { code: '1119349007' },
  product: { code: 'EU/1/20/1528' },
  manufacturer: null,
  dose: 2,
  doses: 2,
  date: '2026-02-18',
  country: 'XX',
  issuer: 'Ministry of Health',
}

const lineOf = (entry: Vaccination, language: 'en' | 'zh-Hans'): string => {
  const report: Report = {
    verdict: 'valid',
    code: 'ok',
    family: 'eu-dcc',
    holder: null,
    entries: [entry],
    issuer: null,
    validity: null,
    checks: [],
    warnings: [],
    trustedCountry: null,
  }
  return plainReport(report, language).find((line) => line.includes('2026-02-18')) ?? ''
}

test('codes of diseases, vaccines and products are told in words of the reader', () => {
  expect(lineOf(dose, 'en')).toContain('COVID-19, Comirnaty, dose 2 of 2')
  expect(lineOf(dose, 'zh-Hans')).toContain('新冠病毒感染、Comirnaty')
  expect(lineOf({ ...dose, product: null }, 'en')).toContain('COVID-19, mRNA vaccine')
})

test('a code that nobody here knows is told as the certificate words it, else as it stands', () => {
  const foreign = { ...dose, product: null, disease: { code: 'ZZ9', text: 'Marsh fever' }, vaccine: { code: 'VX-1' } }
  expect(lineOf(foreign, 'en')).toContain('Marsh fever, VX-1')
  expect(lineOf({ ...foreign, product: { code: 'CoronaVac' } }, 'en')).toContain('Marsh fever, CoronaVac')
})
