import { readFileSync } from 'node:fs'
import { accessRefusals } from '@consular/domain/access'
import {
  applicationRefusals,
  Defects,
  fieldOf,
  fields,
  moveNames,
  RefusalGrounds,
  Services,
  stateNames,
} from '@consular/domain/application'
import { mrzRefusals, personRefusals } from '@consular/domain/person'
import { sharedRefusals } from '@consular/domain/shared'
import { describe, expect, test } from 'vitest'

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
const words = (section: string) =>
  ['zh-Hans', 'en'].map((language) => Object.keys(Object(read(`../messages/${language}/${section}.json`))))

/** Keys without a sentence, in either language. */
const unsaid = (section: string, keys: readonly string[]) =>
  words(section).flatMap((known) => keys.filter((key) => !known.includes(key)))

describe.each(['cn', 'uto'])('the rules of %s', (pack) => {
  const services = Services.parse(read(`${pack}/services.json`))
  const { defects } = Defects.parse(read(`${pack}/defects.json`))
  const { grounds, appeal } = RefusalGrounds.parse(read(`${pack}/refusal-grounds.json`))

  test('each has its law, and a law its source', () => {
    const laws = new Set(services.laws.map(({ id }) => id))
    const bases = [
      ...services.rules,
      ...services.services,
      ...services.services.map(({ workingDays }) => workingDays),
      ...defects,
      ...grounds,
      appeal,
      services.deadlines,
      services.validity,
    ].map(({ basis }) => basis.law)
    expect(bases.filter((law) => !laws.has(law))).toEqual([])
  })

  test('each either offers a service that is there or refuses', () => {
    const offered = services.services.map(({ id }) => id)
    for (const rule of services.rules) {
      expect(rule.service === undefined, rule.id).toBe(rule.refuse !== undefined)
      if (rule.service) expect(offered).toContain(rule.service)
    }
  })

  test('every field that is asked or reopened is known', () => {
    const asked = services.services.flatMap(({ pages }) => pages.flatMap((page) => page.fields.map(({ id }) => id)))
    expect([...asked, ...defects.flatMap((defect) => defect.fields)].filter((id) => !fieldOf(id))).toEqual([])
  })

  test('every name is said in both languages', () => {
    expect(
      unsaid('documents', [
        ...services.services.flatMap(({ id, document, pages }) => [
          `service.${id}`,
          `document.${document}`,
          ...pages.map((page) => `page.${page.id}`),
        ]),
        ...services.rules.filter(({ service }) => service).map(({ id }) => `rule.${id}`),
        ...services.laws.map(({ id }) => `law.${id}`),
        ...defects.map(({ code }) => `defect.${code}`),
        ...grounds.map(({ code }) => `ground.${code}`),
        appeal.route,
      ]),
    ).toEqual([])
  })
})

test('every state, move, field and option is said in both languages', () => {
  expect(
    unsaid('documents', [
      ...stateNames.flatMap((state) => [`state.${state}`, `next.${state}`]),
      ...moveNames.map((move) => `move.${move}`),
      ...fields.map(({ id }) => `field.${id}`),
      ...fields.flatMap(({ id, options = [] }) => options.map((option) => `option.${id}.${option}`)),
    ]),
  ).toEqual([])
})

test('every refusal is said in both languages, and listed in alphabetical order', () => {
  for (const codes of [applicationRefusals, personRefusals, mrzRefusals, accessRefusals, sharedRefusals]) {
    expect(unsaid('refusals', codes)).toEqual([])
    expect([...codes].sort()).toEqual(codes)
  }
})
