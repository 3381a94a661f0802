import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { voiceTypeOf } from './media.ts'

const bytes = (...parts: readonly (string | number)[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : Array.from(part, (c) => c.charCodeAt(0)))),
  )

test.each([
  ['audio/webm', bytes(0x1a, 0x45, 0xdf, 0xa3, 'x')],
  ['audio/ogg', bytes('OggS', 0, 2)],
  ['audio/mp4', bytes(0, 0, 0, 0x20, 'ftypisom')],
  ['audio/wav', bytes('RIFF', 1, 2, 3, 4, 'WAVEfmt ')],
  ['audio/mpeg', bytes('ID3', 4)],
  ['audio/mpeg', bytes(0xff, 0xf1, 0x50)],
])('a recording of the type %s is known by how it begins', (type, begin) => {
  expect(voiceTypeOf(begin)).toBe(type)
})

test.each([
  ['nothing', bytes()],
  ['a picture', bytes(0xff, 0xd8, 0xff, 0xe0)],
  ['a page', bytes('<!doctype html>')],
  ['a program', bytes('MZ', 0x90)],
])('%s is no recording', (_, begin) => {
  expect(voiceTypeOf(begin)).toBeNull()
})

test('whatever comes, it is a type that we play or none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (any) => {
      expect([null, 'audio/webm', 'audio/ogg', 'audio/mp4', 'audio/wav', 'audio/mpeg']).toContain(voiceTypeOf(any))
    }),
  )
})
