import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { material } from '../conformance/testing-material.ts'
import { knownCodes } from './codes.ts'
import { valueSets } from './value-sets.ts'

const sets = join(material, 'valuesets')
const isThere = existsSync(sets)
if (!isThere)
  process.stdout.write('The value sets are not compared with the EU’s, which are not beside the repository\n')

/** What both have to say of a code; the version of its system changes with nothing that a certificate means. */
const factsOf = (values: object) =>
  Object.entries(values)
    .map(([code, { display, active, system }]: [string, { display: string; active: boolean; system: string }]) =>
      [code, display, active, system].join(' | '),
    )
    .toSorted()

test('the value sets hold the codes that are read in certificates, in the form of the EU', () => {
  const codes = valueSets.flatMap(({ valueSetValues }) => Object.keys(valueSetValues))
  expect(codes.toSorted()).toEqual([...knownCodes.values()].flatMap((known) => [...known]).toSorted())
  for (const { valueSetId, valueSetDate, valueSetValues } of valueSets) {
    expect(valueSetId).toMatch(/^[a-z0-9-]+$/)
    expect(valueSetDate).toMatch(/^\d{4}-\d\d-\d\d$/)
    for (const value of Object.values(valueSetValues))
      expect(Object.keys(value).toSorted()).toEqual(['active', 'display', 'lang', 'system', 'version'])
  }
})

test.runIf(isThere)('each of them says of its codes what the EU’s set of that day says', () => {
  const index = JSON.parse(readFileSync(join(sets, 'index.json'), 'utf8')) as {
    file: string
    valueSetId: string
    date: string
  }[]
  for (const { valueSetId, valueSetDate, valueSetValues } of valueSets) {
    const found = index.find((each) => each.valueSetId === valueSetId)
    expect(found?.date, valueSetId).toBe(valueSetDate)
    const theirs = JSON.parse(readFileSync(join(sets, found?.file ?? ''), 'utf8')) as { valueSetValues: object }
    expect(factsOf(valueSetValues), valueSetId).toEqual(factsOf(theirs.valueSetValues))
  }
})
