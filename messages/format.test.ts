import { expect, test } from 'vitest'
import { compile, compileSection } from './compile.ts'
import { speaker } from './format.ts'
import { formatter, languages } from './index.ts'

const sayOnce = (sentence: string, values = {}, language = 'en') =>
  speaker(language, [{ key: compile(sentence) }])('key', values)

test('arguments, plurals, selects and numbers are filled in', () => {
  expect(sayOnce("It's {name}.", { name: '林梅' })).toBe("It's 林梅.")
  const days = '{days, plural, =0 {today} one {# day} other {# days}}'
  expect([0, 1, 1200].map((count) => sayOnce(days, { days: count }))).toEqual(['today', '1 day', '1,200 days'])
  expect(sayOnce('{sex, select, f {she} m {he} other {they}}', { sex: 'x' })).toBe('they')
  expect(sayOnce('{place, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}', { place: 22 })).toBe('22nd')
  expect(sayOnce('{km, number} km', { km: 1203.5 })).toBe('1,203.5 km')
  for (const language of languages)
    for (const number of [0, 7, 999, 1000, -1, -0, 0.5, 12n, 1200n])
      expect(sayOnce('{n, number}', { n: number }, language)).toBe(new Intl.NumberFormat(language).format(number))
})

test('a choice inside a choice keeps the number of the nearest plural', () => {
  const sentence = '{who, select, you {{n, plural, offset:1 =1 {only you} other {you and # more}}} other {#}}'
  expect(sayOnce(sentence, { who: 'you', n: 1 })).toBe('only you')
  expect(sayOnce(sentence, { who: 'you', n: 4 })).toBe('you and 3 more')
})

test('an unknown key and a missing value are bugs', () => {
  expect(() => speaker('en', [{}])('nothing.here')).toThrow('nothing.here')
  expect(() => sayOnce('Hello {name}')).toThrow('{name}')
  expect(() => formatter('en', 'common')('nothing.here')).toThrow('nothing.here')
})

test('what a sentence must not do does not compile, and the key is named', () => {
  expect(() => compileSection('{"bad.date": "{when, date}"}')).toThrow('bad.date')
  expect(() => compileSection('{"bad.plural": "{n, plural, one {1}}"}')).toThrow('bad.plural')
  expect(() => compileSection('{"nested": {"a": "b"}}')).toThrow('nested')
})

test('angle brackets are text', () => {
  expect(sayOnce('Write LIN<<MEI')).toBe('Write LIN<<MEI')
})
