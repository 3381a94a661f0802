import { expect, test } from 'vitest'
import type { Test, Vaccination } from '../certificate.ts'
import { type EntryWords, entryText } from './entry-text.ts'

const words: EntryWords = {
  say: (key, values) => (values ? `${key} ${values['dose']}/${values['doses']}` : key),
  coded: (what, { code }) => `${what} ${code}`,
  country: (code) => `country ${code}`,
  day: (written) => `day ${written}`,
  list: (...parts) => parts.filter((part) => part !== null).join(' | '),
}

const dose: Vaccination = {
  kind: 'vaccination',
  disease: { code: '840539006' },
  vaccine: { code: '1119349007' },
  product: { code: 'EU/1/20/1528' },
  manufacturer: null,
  dose: 1,
  doses: null,
  date: '2026-05-16',
  country: 'XX',
  issuer: 'Demonstration',
}

test('an entry is told in one line, a product by the name on its package', () => {
  expect(entryText(dose, words)).toBe(
    'entry.vaccination | disease 840539006 | Comirnaty | dose 1/? | day 2026-05-16 | country XX | Demonstration',
  )
})

test('what is not stated is left out, and a kind of vaccine stands in for a product', () => {
  const { country: _, issuer: __, ...bare } = dose
  const entry = { ...bare, product: null, dose: null, disease: null }
  expect(entryText(entry, words)).toBe('entry.vaccination | vaccine 1119349007 | day 2026-05-16')
  const sample: Test = {
    kind: 'test',
    disease: { code: '840539006' },
    method: 'nucleic-acid',
    type: null,
    device: null,
    sampledAt: null,
    result: 'not-detected',
    resultCode: null,
  }
  expect(entryText(sample, words)).toBe('entry.nucleic-acid | disease 840539006 | result.not-detected')
})
