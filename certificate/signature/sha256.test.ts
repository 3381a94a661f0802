import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from './sha256.ts'

const byOpenssl = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())

test('every length around the ends of blocks hashes as OpenSSL hashes it', () => {
  for (let length = 0; length < 260; length++) {
    const bytes = new Uint8Array(length).fill(length)
    expect(sha256(bytes)).toEqual(byOpenssl(bytes))
  }
})

test('any bytes hash as OpenSSL hashes them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
      expect(sha256(bytes)).toEqual(byOpenssl(bytes))
    }),
  )
})
