import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { crc32 } from '../encoding/crc32.ts'
import { guard } from '../fault.ts'
import { readZipEntry } from './zip.ts'
import { writeZip } from './zip-write.ts'

const name = 'certificate.json'
const cap = 4096
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const bytesOf = (words: string): Uint8Array => new TextEncoder().encode(words)
const codeOf = (archive: Uint8Array, limit = cap): string => {
  const read = guard(() => ({ content: readZipEntry(archive, name, limit) }))
  return 'fault' in read ? read.fault.code : 'no refusal'
}
const content = bytesOf('{"text":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}')
const patched = (archive: Uint8Array, at: number, ...values: number[]): Uint8Array => {
  const copy = Uint8Array.from(archive)
  copy.set(values, at)
  return copy
}

test('the checksum is the one of ISO 3309', () => {
  expect(crc32(bytesOf('123456789'))).toBe(0xcbf43926)
})

test('what is written is read again, here and by another implementation', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      const archive = writeZip(name, bytes)
      expect(readZipEntry(archive, name, cap)).toEqual(bytes)
      expect(Uint8Array.from(unzipSync(archive)[name] as Uint8Array)).toEqual(bytes)
    }),
  )
})

test('archives of others are read, stored and deflated, with other entries and comments', () => {
  for (const level of [0, 9] as const) {
    const archive = zipSync({ 'readme.txt': bytesOf('hello'), [name]: [content, { level, comment: 'of the entry' }] })
    expect(text(readZipEntry(archive, name, cap))).toBe(text(content))
    const commented = Uint8Array.from([...archive.subarray(0, -2), 3, 0, 80, 75, 5])
    expect(text(readZipEntry(commented, name, cap))).toBe(text(content))
  }
})

test('each kind of damage has its code', () => {
  const archive = writeZip(name, content)
  const central = archive.length - 22 - 46 - name.length
  const end = archive.length - 22
  expect(codeOf(archive.subarray(0, 40))).toBe('zip.end')
  expect(codeOf(Uint8Array.from([...archive, 0]))).toBe('zip.end')
  expect(codeOf(zipSync({ 'readme.txt': content }))).toBe('zip.entry-missing')
  expect(codeOf(patched(archive, central + 8, 1))).toBe('zip.encrypted')
  expect(codeOf(patched(patched(archive, central + 10, 12), 8, 12))).toBe('zip.method')
  expect(codeOf(patched(archive, central + 10, 0))).toBe('zip.local')
  expect(codeOf(patched(archive, 30, 67))).toBe('zip.local')
  expect(codeOf(patched(archive, central + 16, 0, 0, 0, 0))).toBe('zip.checksum')
  expect(codeOf(patched(archive, central + 24, content.length + 1))).toBe('zip.size')
  expect(codeOf(patched(archive, central + 24, content.length - 1))).toBe('inflate.too-large')
  expect(codeOf(patched(archive, central + 21, 255))).toBe('zip.bounds')
  expect(codeOf(patched(archive, central, 0))).toBe('zip.directory')
  expect(codeOf(patched(archive, end + 8, 9))).toBe('zip.directory')
})

test('an archive with the entry twice shows nobody two contents', () => {
  const archive = zipSync({ [name]: content, 'certificate.jsOn': content })
  const renamed = Uint8Array.from(archive)
  for (let at = 0; at < renamed.length; at++)
    if (text(renamed.subarray(at, at + 16)) === 'certificate.jsOn') renamed[at + 14] = 111
  expect(codeOf(renamed)).toBe('zip.entry-twice')
})

test('output is cut at the cap, whatever the archive says of its size', () => {
  const bomb = writeZip(name, new Uint8Array(1_000_000))
  expect(codeOf(bomb)).toBe('zip.too-large')
  const central = bomb.length - 22 - 46 - name.length
  expect(codeOf(patched(bomb, central + 24, 100, 0, 0, 0))).toBe('inflate.too-large')
})

test('a changed archive yields at most the cap, or a refusal, and never throws anything else', () => {
  const archives = [0, 9].map((level) =>
    zipSync({ [name]: [content, { level: level as 0 | 9 }], other: new Uint8Array(50) }),
  )
  const change = fc.record({ at: fc.nat(400), value: fc.nat(255) })
  fc.assert(
    fc.property(
      fc.constantFrom(...archives),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.nat(400),
      (archive, changes, length) => {
        const mutated = Uint8Array.from(archive.subarray(0, length % 3 === 0 ? length : undefined))
        for (const { at, value } of changes) if (mutated.length > 0) mutated[at % mutated.length] = value
        const read = guard(() => ({ content: readZipEntry(mutated, name, 64) }))
        if (!('fault' in read)) expect(read.content.length).toBeLessThanOrEqual(64)
      },
    ),
    { numRuns: 3000 },
  )
})
