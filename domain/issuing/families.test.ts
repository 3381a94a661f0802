import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { adviseFamilies, FamilyFacts } from './index.ts'

const file = join(import.meta.dirname, '../../pack/world/certificate-families.json')
const facts = FamilyFacts.parse(JSON.parse(readFileSync(file, 'utf8')))
const first = (country: string) => adviseFamilies(country, facts)[0]

test('what a country is known to read comes first, with why, from where, and of what day', () => {
  expect(first('IT')).toMatchObject({ family: 'eu-dcc', reason: 'eu-member', date: '2023-06-30' })
  expect(first('CH')).toMatchObject({ family: 'eu-dcc', reason: 'eu-associated' })
  expect(first('AE')).toMatchObject({ family: 'eu-dcc', reason: 'eu-equivalence' })
  expect(first('AU')).toMatchObject({ family: 'vds-nc', reason: 'vds-national' })
  expect(first('CA')).toMatchObject({ family: 'shc', reason: 'smart-national' })
  expect(
    adviseFamilies('JP', facts)
      .slice(0, 2)
      .map(({ family }) => family),
  ).toEqual(['vds-nc', 'shc'])
  expect(
    adviseFamilies('ID', facts)
      .slice(0, 2)
      .map(({ family }) => family),
  ).toEqual(['eu-dcc', 'ddcc'])
})

test('every country, also one that nobody knows anything of, is advised every family once', () => {
  for (const country of ['IT', 'JP', 'CN', 'QQ', 'XX']) {
    const families = adviseFamilies(country, facts).map(({ family }) => family)
    expect(families.toSorted()).toEqual(['ddcc', 'eu-dcc', 'icvp', 'sd-jwt-vc', 'shc', 'vds-nc'])
  }
  expect(adviseFamilies('QQ', facts).every(({ reason }) => !/national|eu-/.test(reason))).toBe(true)
})

test('no fact is of a day after it was checked, and every country is named once for a family and reason', () => {
  for (const { date } of facts.facts) expect(date <= facts.checkedOn).toBe(true)
  const named = facts.facts.flatMap(({ countries, family }) =>
    countries === 'everywhere' ? [] : countries.map((country) => `${country} ${family}`),
  )
  expect(new Set(named).size).toBe(named.length)
})

test('every reason has a sentence in every language', () => {
  for (const language of ['zh-Hans', 'en']) {
    const path = join(import.meta.dirname, `../../messages/${language}/wallet.json`)
    const sentences = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
    const missing = facts.facts.filter(({ reason }) => !sentences[`wallet.advice.${reason}`])
    expect(missing).toEqual([])
  }
})
