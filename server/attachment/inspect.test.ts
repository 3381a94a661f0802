import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspect, mostPixels } from './inspect.ts'
import {
  bytesOf,
  chunk,
  halves,
  jpeg,
  noise,
  photograph,
  png,
  pngOf,
  webp,
  withSegment,
  zip,
} from './testing-pictures.ts'

const plain = jpeg(halves(64, 48))
const codeOf = (bytes: Uint8Array) => {
  const result = inspect(bytes)
  return result.ok ? 'taken' : result.refusal.code
}
const dataOf = (bytes: Uint8Array) => {
  const result = inspect(bytes)
  return result.ok ? undefined : result.refusal.data
}

describe('what is taken', () => {
  test('JPEG, PNG and WebP are taken at the size that they state', async () => {
    for (const file of [plain, photograph(halves(64, 48), 6), png(halves(64, 48)), await webp(halves(64, 48))])
      expect(inspect(file)).toMatchObject({ ok: true, value: { width: 64, height: 48, end: file.length } })
  })

  test.each<[string, Uint8Array]>([
    ['a few zero bytes', bytesOf([0, 0, 0, 0])],
    ['a line break', bytesOf('\r\n')],
    ['a second, smaller JPEG', bytesOf([0, 0], jpeg(halves(16, 16)))],
    ['a moving picture', bytesOf([0, 0, 0, 24], 'ftypmp42', noise(300, 300).data)],
    ['a maker’s trailer', bytesOf('Image_UTC_Data1700000000000', 'SEFH', [107, 0, 0, 0], 'SEFT')],
  ])('what telephones append after the end passes: %s', (_, appended) => {
    expect(codeOf(bytesOf(plain, appended))).toBe('taken')
  })

  test('metadata in the language of pages and a colour profile pass', () => {
    const xmp = bytesOf(
      'http://ns.adobe.com/xap/1.0/\0<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>',
    )
    expect(codeOf(withSegment(plain, 0xe1, xmp))).toBe('taken')
  })
})

describe('what is no picture', () => {
  test.each([
    ['pdf', bytesOf('%PDF-1.7\n%\xe2\xe3')],
    ['pdf', bytesOf([0, 1, 2], '%PDF-1.4')],
    ['heic', bytesOf([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0])],
    ['video', bytesOf([0, 0, 0, 24], 'ftypisom', [0, 0, 0, 0])],
    ['gif', bytesOf('GIF89a', [1, 0, 1, 0])],
    ['gif', bytesOf('GIF89a', [1, 0, 1, 0], zip())],
    ['document', zip()],
    ['text', bytesOf('<!doctype html><script>')],
    ['unknown', bytesOf('MZ', [0x90, 0, 3, 0])],
    ['unknown', new Uint8Array()],
  ])('a file that looks like %s is named as such', (seen, bytes) => {
    expect(codeOf(bytes)).toBe('attachment.not-a-picture')
    expect(dataOf(bytes)).toEqual({ seen })
  })
})

describe('a file that is a picture and something else', () => {
  const windows = new Uint8Array(200)
  windows.set(bytesOf('MZ'))
  windows.set([128, 0, 0, 0], 60)
  windows.set(bytesOf('PE\0\0'), 128)

  test.each<[string, Uint8Array]>([
    ['zip', bytesOf(plain, zip())],
    ['zip', bytesOf(plain, [0, 0, 0], zip())],
    ['zip', bytesOf(plain.subarray(0, -2), zip(), [0xff, 0xd9])],
    ['zip', withSegment(plain, 0xfe, zip())],
    ['zip', bytesOf(png(halves(8, 8)), zip())],
    ['zip', png(halves(8, 8), chunk('teSt', zip()))],
    ['pdf', bytesOf(plain, '\n%PDF-1.5\n')],
    ['pdf', withSegment(plain, 0xfe, bytesOf('%PDF-1.5 obj'))],
    ['page', bytesOf(plain, '<html><body>')],
    ['page', withSegment(plain, 0xfe, bytesOf('<SCRIPT>alert(1)</script>'))],
    ['page', bytesOf(plain, '<?php system($_GET[0]); ?>')],
    ['page', png(halves(8, 8), chunk('tEXt', bytesOf('Comment\0<script >')))],
    ['script', bytesOf([0xff, 0xd8, 0xff, 0xe0], '/*', new Uint8Array(0x2f2a - 2), plain.subarray(2))],
    ['script', bytesOf(plain, '#!/bin/sh\n')],
    ['program', bytesOf(plain, windows)],
    ['program', bytesOf(plain, '\x7fELF', [2, 1, 1, 0])],
    ['archive', bytesOf(plain, 'Rar!\x1a\x07\x01\0')],
    ['gif', bytesOf(plain, 'GIF89a')],
  ])('is refused, and what it carries is named: %s', (carries, bytes) => {
    expect(codeOf(bytes)).toBe('attachment.polyglot')
    expect(dataOf(bytes)).toEqual({ carries })
  })
})

describe('broken files', () => {
  test('a file cut anywhere is damaged or no picture, never taken', async () => {
    const files = [plain, png(halves(64, 48)), await webp(halves(64, 48))]
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.double({ min: 0, max: 0.999, noNaN: true }), (file, part) => {
        expect(codeOf(file.subarray(0, Math.floor(file.length * part)))).toMatch(/damaged|not-a-picture/)
      }),
    )
  })

  test('any bytes after a magic word are answered without an exception', () => {
    const starts = ['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'RIFF\x10\0\0\0WEBP']
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        expect(() => inspect(bytesOf(start, rest))).not.toThrow()
      }),
    )
  })

  test('a picture of more pixels than can be decoded is refused by its header', () => {
    const bomb = pngOf({ width: 60_000, height: 60_000, deflated: new Uint8Array([0x78, 0x9c]) })
    expect(codeOf(bomb)).toBe('attachment.too-many-pixels')
    expect(dataOf(bomb)).toEqual({ width: 60_000, height: 60_000, most: mostPixels })
  })

  test('a picture without an extent is damaged', () => {
    expect(codeOf(pngOf({ width: 0, height: 5, deflated: new Uint8Array([0]) }))).toBe('attachment.damaged')
  })
})
