import { expect, test } from 'vitest'
import { compare, isWholeScan, linesOf, placeOfFault } from './compare.ts'

const today = Temporal.PlainDate.from('2026-11-24')
const first = 'P<CHNZHANG<<WEI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<'
const zone = `${first}\nEA12345676CHN9002155M2703017<<<<<<<<<<<<<<<6`

test('two digits that changed places are found, and the check digit says so', () => {
  const { number, numbers } = compare({ typedMrz: '', typedNumber: 'EA1234576', scan: zone }, today)
  expect(number).toEqual({ positions: [8, 9], computed: 8, printed: 6, blind: false })
  expect(numbers).toEqual({ typed: 'EA1234576', scanned: 'EA1234567' })
})

test('K in place of A leaves the check digit as it was; only the scan tells', () => {
  expect(compare({ typedMrz: '', typedNumber: 'EK1234567', scan: zone }, today).number).toMatchObject({
    positions: [2],
    blind: true,
  })
})

test('what agrees is left alone', () => {
  const same = compare({ typedMrz: zone, typedNumber: 'EA1234567', scan: zone }, today)
  expect(same.different).toEqual([])
  expect(same.number).toBeNull()
  expect(same.typed?.fault).toBeNull()
})

test('a typed zone is compared place by place and its wrong check digit is named by its place', () => {
  const typed = zone.replace('EA1234567', 'EA1234576')
  const { typed: reading, different } = compare({ typedMrz: typed, typedNumber: '', scan: zone }, today)
  expect(different).toEqual([
    { line: 1, column: 7 },
    { line: 1, column: 8 },
  ])
  expect(reading?.fault).toMatchObject({ code: 'mrz.check-digit', data: { computed: 8, printed: '6' } })
  expect(placeOfFault(reading?.fault ?? null)).toEqual([{ line: 1, column: 9 }])
})

test('a reader that types like a keyboard is done at its last Enter, and not before', () => {
  expect(isWholeScan(`${zone}\n`)).toBe(true)
  expect(isWholeScan(zone)).toBe(false)
  expect(isWholeScan(`${first}\n`)).toBe(false)
})

test('a zone that lost its line break is cut by its length', () => {
  expect(linesOf(zone.replace('\n', ' ').toLowerCase())).toEqual(zone.split('\n'))
})
