import fc from 'fast-check'
import { expect, test } from 'vitest'
import { positionText, smsAddress } from './position.ts'

test('a position is written to about a metre, short', () => {
  expect(positionText({ lat: 44.4949, lon: 11.3426 })).toBe('44.4949,11.3426')
  expect(positionText({ lat: 13.746, lon: 100.53400001 })).toBe('13.746,100.534')
})

test('what is written arrives whole in the text message', () => {
  fc.assert(
    fc.property(fc.string(), (body) => {
      const query = smsAddress('+390555550399', body).split('?&')[1] ?? ''
      expect(decodeURIComponent(query.replace(/^body=/, ''))).toBe(body)
    }),
  )
  expect(smsAddress(undefined, 'Help')).toBe('sms:?&body=Help')
})
