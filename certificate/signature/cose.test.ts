import { expect, test } from 'vitest'
import { type CborValue, Tagged } from '../encoding/cbor.ts'
import { writeCbor } from '../encoding/cbor-write.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { guard } from '../fault.ts'
import { coseAlgorithmId, parseSign1, toBeSigned, writeSign1 } from './cose.ts'

const keyId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const other = Uint8Array.of(8, 7, 6)
const payload = toUtf8('payload')
const signature = new Uint8Array(64)
type Header = readonly (readonly [number, CborValue])[]

const message = (inside: Header, outside: Header = []): CborValue => [
  writeCbor(new Map(inside)),
  new Map(outside),
  payload,
  signature,
]
const parse = (value: CborValue) => parseSign1(writeCbor(value))
const faultOf = (value: CborValue): string => {
  const result = guard(() => parse(value))
  return 'fault' in result ? result.fault.code : 'read'
}

test('untagged, under tag 18, and as a tagged CWT it is the same message', () => {
  const plain = message([
    [1, -7],
    [4, keyId],
  ]) // prettier-ignore
  const wanted = parse(plain)
  expect(wanted).toMatchObject({ algorithm: 'ES256', keyId, payload, signature })
  expect(parse(new Tagged(18, plain))).toEqual(wanted)
  expect(parse(new Tagged(61, new Tagged(18, plain)))).toEqual(wanted)
})

test('another tag is another thing', () => {
  const plain = message([[1, -7]])
  for (const value of [
    new Tagged(98, plain),
    new Tagged(61, plain),
    new Tagged(18, new Tagged(18, plain)),
    new Tagged(61, new Tagged(98, plain)),
  ])
    expect(faultOf(value)).toMatch(/^cose\.(tag|structure)$/)
})

test('a message has four parts of their types', () => {
  const [inside, outside] = message([[1, -7]]) as [CborValue, CborValue]
  for (const value of [
    {},
    [inside, outside, payload],
    [inside, outside, payload, signature, signature],
    ['', outside, payload, signature],
    [inside, outside, null, signature],
    [inside, outside, payload, 'signature'],
  ])
    expect(faultOf(value as CborValue)).toBe('cose.structure')
  expect(faultOf([inside, [], payload, signature])).toBe('cose.header')
  expect(faultOf([writeCbor([]), outside, payload, signature])).toBe('cose.header')
  expect(faultOf([writeCbor(payload), outside, payload, signature])).toBe('cose.header')
})

test('the key id is taken from the protected header first, then from the other', () => {
  expect(parse(message([[4, keyId]], [[4, other]])).keyId).toEqual(keyId) // prettier-ignore
  expect(parse(message([], [[4, keyId]])).keyId).toEqual(keyId)
  expect(parse(message([])).keyId).toBeNull()
  expect(faultOf(message([[4, 'text']], [[4, keyId]]))).toBe('cose.key-id') // prettier-ignore
})

test('the algorithm is taken from the protected header alone', () => {
  expect(parse(message([], [[1, -7]])).algorithm).toBeNull()
  expect(parse(message([[1, -37]], [[1, -7]])).algorithm).toBe('PS256') // prettier-ignore
  for (const id of [-257, -47, 'ES256', -999]) expect(faultOf(message([[1, id]]))).toBe('cose.algorithm')
})

test('what a reader must understand and does not is refused', () => {
  expect(
    faultOf(
      message([
        [1, -7],
        [2, [1, 4]],
      ]),
    ),
  ).toBe('read') // prettier-ignore
  for (const labels of [[7], [], 'all', [1, 'x']]) expect(faultOf(message([[2, labels]]))).toBe('cose.critical')
})

test('text labels in a header are let pass', () => {
  const value = [writeCbor({ note: 1 }), { note: 2 }, payload, signature]
  expect(parse(value)).toMatchObject({ algorithm: null, keyId: null })
  expect(parse(value).protectedHeader).toEqual(writeCbor({ note: 1 }))
})

test('the signed bytes are the Sig_structure, whatever the lengths', () => {
  for (const length of [0, 1, 23, 24, 255, 256, 65_535, 65_536]) {
    const [protectedHeader, external, content] = [
      new Uint8Array(length % 300),
      new Uint8Array(length % 30),
      new Uint8Array(length),
    ]
    const wanted = writeCbor(['Signature1', protectedHeader, external, content])
    expect(toBeSigned({ protectedHeader, payload: content }, external)).toEqual(wanted)
  }
})

test('an empty protected map is signed as no bytes, however it is written', () => {
  const wanted = writeCbor(['Signature1', new Uint8Array(0), new Uint8Array(0), payload])
  expect(toBeSigned(parse([new Uint8Array(0), {}, payload, signature]))).toEqual(wanted)
  expect(toBeSigned(parse([writeCbor({}), {}, payload, signature]))).toEqual(wanted)
})

test('what is written has tag 18 and all it needs in the protected header', async () => {
  let signed = new Uint8Array(0)
  const bytes = await writeSign1(payload, { algorithmId: -7, keyId }, async (data) => {
    signed = new Uint8Array(data)
    return signature
  })
  expect(bytes[0]).toBe(0xd2)
  const read = parseSign1(bytes)
  expect(read).toMatchObject({ algorithm: 'ES256', keyId, payload, signature })
  expect(toBeSigned(read)).toEqual(signed)
})

test('algorithms have their numbers; RSA with PKCS#1 padding has none here', () => {
  expect(coseAlgorithmId('ES256')).toBe(-7)
  expect(coseAlgorithmId('PS256')).toBe(-37)
  expect(coseAlgorithmId('RS256')).toBeNull()
})
