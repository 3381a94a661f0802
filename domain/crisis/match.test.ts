import { expect, test } from 'vitest'
import { callRank, vulnerabilities } from './call-list.ts'
import { type Identity, mergeInto } from './match.ts'
import { nextWay, readSms, waysTo } from './message.ts'

const lin: Identity = {
  familyName: '林',
  givenName: '梅',
  latinName: 'LIN MEI',
  birthDate: '1990-02-15',
  phone: '+905550000001',
  documentNumber: 'U12345678',
}
const nobody = { latinName: null, birthDate: null, phone: null, documentNumber: null }
const verdict = (report: Identity, ...people: Identity[]) => mergeInto(report, people).to

test('the same name with the same birth date or telephone is the same person, however the name is written', () => {
  expect(mergeInto({ ...nobody, familyName: 'Lín', givenName: 'Méi', birthDate: '1990-02-15' }, [lin])).toEqual({
    to: 'person',
    person: lin,
    reasons: ['name', 'birth-date'],
  })
  expect(verdict({ ...nobody, familyName: 'Mei', givenName: 'Lin', phone: lin.phone }, lin)).toBe('person')
  expect(verdict({ ...nobody, familyName: '林', givenName: '', birthDate: '1990-02-15' }, lin)).toBe('new')
})

test('one sign alone is for an officer, and so are two who fit alike', () => {
  expect(verdict({ ...nobody, familyName: '林', givenName: '梅' }, lin)).toBe('officer')
  expect(verdict({ ...nobody, familyName: '林', givenName: '梅', birthDate: '1990' }, lin)).toBe('officer')
  expect(verdict({ ...nobody, familyName: '王', givenName: '伟', phone: lin.phone }, lin)).toBe('officer')
  expect(verdict({ ...lin, documentNumber: null }, lin, { ...lin, documentNumber: null })).toBe('officer')
})

test('another birth date is another person, unless the telephone speaks against it', () => {
  expect(verdict({ ...nobody, familyName: '林', givenName: '梅', birthDate: '1971-02-15' }, lin)).toBe('new')
  expect(verdict({ ...lin, birthDate: '1971-02-15' }, lin)).toBe('officer')
  expect(verdict({ ...nobody, familyName: '王', givenName: '伟', birthDate: '1990-02-15' }, lin)).toBe('new')
})

test('the call list begins with a child alone under 14, then who is ill, then the elderly', () => {
  const on = Temporal.PlainDate.from('2026-11-23')
  const rank = (needs: string[], birthDate: string | null) => callRank(vulnerabilities({ needs, birthDate }, on))
  const order = [
    rank(['child-alone'], '2015-01-01'),
    rank(['medical'], null),
    rank(['elderly'], null),
    rank(['pregnant'], '1995'),
    rank(['mobility'], '1980-05'),
    rank([], '2014-01-01'),
    rank([], '1990-01-01'),
  ]
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(rank([], '1956-11-23')).toBe(2)
  expect(rank([], '1956-11-24')).toBe(6)
  expect(rank([], '2012-11-23')).toBe(6)
  expect(vulnerabilities({ needs: ['elderly', 'medical'], birthDate: 'unknown' }, on)).toEqual(['medical', 'elderly'])
})

test('a message falls from the app to SMS, to e-mail, to a call, past what a household has not', () => {
  expect(waysTo({ push: true, phone: '+905550000001', email: 'a@example.org' })).toEqual([
    'push',
    'sms',
    'mail',
    'voice',
  ])
  expect(nextWay({ push: true, phone: null, email: 'a@example.org' }, 'push')).toBe('mail')
  expect(nextWay({ push: false, phone: '+905550000001', email: null }, 'sms')).toBe('voice')
  expect(nextWay({ push: false, phone: '+905550000001', email: null }, 'voice')).toBe(null)
})

test('an SMS is understood as 1 or 2 or one of few words; everything else is for a human', () => {
  for (const text of ['1', ' 1. ', '１', '平安', 'Safe!']) expect(readSms(text), text).toBe('safe')
  for (const text of ['2', '2。', '需要帮助', 'HELP']) expect(readSms(text), text).toBe('help')
  for (const text of ['', '12', '1 2', 'not safe', '1 or 2?', '我很好']) expect(readSms(text), text).toBe(null)
})
