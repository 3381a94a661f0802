import { expect, test } from 'vitest'
import { minorOf, writeMoney } from './money.ts'

test('an amount is read in the smallest unit of its currency, and nothing is guessed', () => {
  expect([minorOf('1200', 'THB'), minorOf('1200.5', 'THB'), minorOf('0,05', 'EUR'), minorOf('-20', 'EUR')]).toEqual([
    120_000, 120_050, 5, -2000,
  ])
  expect([minorOf('1200', 'JPY'), minorOf('1.250', 'KWD')]).toEqual([1200, 1250])
  for (const text of ['', '0', '1.234', 'abc', '1,000.00', '12 000', '1e5'])
    expect(minorOf(text, 'EUR'), text).toBeNull()
  expect(minorOf('1.5', 'JPY')).toBeNull()
})

test('an amount is written with its currency', () => {
  expect(writeMoney(120_050, 'THB', 'en')).toMatch(/THB\s1,200\.50/)
  expect(writeMoney(1200, 'JPY', 'zh-Hans')).toMatch(/JPY\s1,200/)
})
