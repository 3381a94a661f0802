import type { Holder } from '@consular/certificate'
import { namesOf } from '@consular/certificate/names'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupByPerson } from './people.ts'

const chinese: Holder = { familyName: '林', givenName: '梅', birthDate: '1992-06-01' }
const latin: Holder = { name: 'MEI LIN', birthDate: '1992-06-01' }
const both: Holder = { ...chinese, standardFamilyName: 'LIN', standardGivenName: 'MEI' }
const twin: Holder = { familyName: '林', givenName: '兰', birthDate: '1992-06-01' }
const mother: Holder = { familyName: '林', givenName: '梅', birthDate: '1960-01-02' }

const groups = (...holders: readonly Holder[]) =>
  groupByPerson(holders, (holder) => holder).map((group) => group.length)

test('a certificate with both ways of writing a name joins those that have one of them', () => {
  expect(groups(chinese, latin)).toEqual([1, 1])
  expect(groups(chinese, latin, both)).toEqual([3])
  expect(groups(both, latin, chinese)).toEqual([3])
})

test('a twin, and a mother of the same name, are other people', () => {
  expect(groups(chinese, twin, mother)).toEqual([1, 1, 1])
})

test('case, accents and order do not make another person', () => {
  const one = { familyName: 'Müller', givenName: 'Zoë Ann', birthDate: '2001' }
  expect(groups(one, { familyName: 'MULLER', givenName: 'ANN ZOE', birthDate: '2001' })).toEqual([2])
})

test('in whatever order certificates come, everybody’s are together and none is lost', () => {
  const all = [chinese, latin, both, twin, mother, twin]
  fc.assert(
    fc.property(
      fc.shuffledSubarray(
        all.map((_, place) => place),
        { minLength: all.length },
      ),
      (order) => {
        const holders = order.map((place) => all[place] ?? {})
        expect(groups(...holders).toSorted((one, other) => one - other)).toEqual([1, 2, 3])
      },
    ),
  )
})

test('a name that stands only in the letters of the zone is still told', () => {
  expect(namesOf({ standardFamilyName: 'LIN', standardGivenName: 'MEI<LAN' }).main).toBe('LIN MEI LAN')
})
