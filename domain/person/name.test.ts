import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkEmail, checkName, checkPhone, transliterate } from './index.ts'

const read = (text: string) => {
  const name = checkName(text)
  return name.ok ? name.value : name.refusal
}

test('names of many writings are taken as they are', () => {
  for (const name of [
    '林梅',
    '阿里木·吐尔逊',
    'O’Connor',
    "O'Connor",
    'Nguyễn Thị Ánh',
    'Jean-Luc',
    'Łucja',
    'J. R. Smith',
    '㐱𠀀',
  ])
    expect(read(name)).toBe(name)
})

test('spaces are made single, full-width letters plain', () => {
  expect(read('  ＬＩＮ　 Mei ')).toBe('LIN Mei')
})

test('an emoji, a digit or a control character is named by its place', () => {
  expect(read('Lin 👩‍👩‍👧 Mei')).toEqual({
    code: 'person.name-unprintable',
    data: { position: 5, character: '👩‍👩‍👧' },
  })
  expect(read('Mei2')).toEqual({ code: 'person.name-unprintable', data: { position: 4, character: '2' } })
  expect(read('Me\u0007i')).toMatchObject({ code: 'person.name-unprintable', data: { position: 3 } })
  expect(read('林\u202e梅')).toMatchObject({ code: 'person.name-unprintable' })
})

test('a name needs a letter and has an end', () => {
  expect(read(' ')).toMatchObject({ code: 'person.name-empty' })
  expect(read('---')).toMatchObject({ code: 'person.name-empty' })
  expect(read('a'.repeat(81))).toEqual({ code: 'person.name-too-long', data: { max: 80 } })
})

test('whatever is printed in the zone is capitals and fillers', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      const name = transliterate(text)
      if (name.ok) expect(name.value).toMatch(/^[A-Z]+(<[A-Z]+)*$/)
    }),
  )
})

test('telephones of every country pass in international form', () => {
  for (const [typed, stored] of [
    ['+66 81 234 5678', '+66812345678'],
    ['0039 (0) 51 123456', '+3951123456'],
    ['＋86-138-0013-8000', '+8613800138000'],
  ] as const)
    expect(checkPhone(typed)).toEqual({ ok: true, value: stored })
  for (const typed of ['081 234 5678', '+0123456789', '+123456', '+1234567890123456', 'call me'])
    expect(checkPhone(typed)).toMatchObject({ refusal: { code: 'person.phone-format' } })
})

test('an e-mail address has one at sign and a domain', () => {
  expect(checkEmail(' mei@example.org ')).toEqual({ ok: true, value: 'mei@example.org' })
  for (const typed of ['mei', 'mei@', 'mei@example', 'a@b@c.d', 'mei@example..org'])
    expect(checkEmail(typed).ok).toBe(false)
})
