import { joinBytes } from '../signature/der.ts'
import type { Random } from './random.ts'

type Change = (random: Random, bytes: Uint8Array, other: Uint8Array) => Uint8Array

const copied = (bytes: Uint8Array, change: (copy: Uint8Array) => void): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  change(copy)
  return copy
}

const flip: Change = (random, bytes) =>
  copied(bytes, (copy) => {
    const at = random.below(copy.length)
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8))
  })
const telling = [
  0, 1, 0x7f, 0x80, 0xff, 0x18, 0x1b, 0x1f, 0x5f, 0x7b, 0x9b, 0xbb, 0xbf, 0xc2, 0xd8, 0xf9, 0xfb, 0x30,
] as const
const replace: Change = (random, bytes) =>
  copied(bytes, (copy) => {
    copy[random.below(copy.length)] = random.oneIn(2) ? random.next() : random.pick(telling)
  })
/** Lengths and places that are too large, or almost. */
const numbers = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff] as const
const overwrite: Change = (random, bytes) =>
  copied(bytes, (copy) => {
    const width = random.pick([1, 2, 4] as const)
    if (copy.length < width) return
    const view = new DataView(copy.buffer)
    const [at, value, isLittle] = [random.below(copy.length - width + 1), random.pick(numbers), random.oneIn(2)]
    if (width === 1) view.setUint8(at, value)
    else if (width === 2) view.setUint16(at, value, isLittle)
    else view.setUint32(at, value, isLittle)
  })
const remove: Change = (random, bytes) => {
  const at = random.below(bytes.length)
  return joinBytes([bytes.subarray(0, at), bytes.subarray(at + 1 + random.short(bytes.length - at))])
}
const insert: Change = (random, bytes) => {
  const at = random.below(bytes.length + 1)
  const length = 1 + (random.oneIn(200) ? random.below(50_000) : random.short(64))
  const more = random.oneIn(2)
    ? random.randomize(new Uint8Array(length))
    : new Uint8Array(length).fill(random.pick(telling))
  return joinBytes([bytes.subarray(0, at), more, bytes.subarray(at)])
}
const duplicate: Change = (random, bytes) => {
  const at = random.below(bytes.length)
  return joinBytes([bytes.subarray(0, at + 1 + random.short(bytes.length - at)), bytes.subarray(at)])
}
const truncate: Change = (random, bytes) => bytes.slice(0, random.below(bytes.length + 1))
const append: Change = (random, bytes) => joinBytes([bytes, random.randomize(new Uint8Array(1 + random.short(40)))])
const splice: Change = (random, bytes, other) =>
  joinBytes([bytes.subarray(0, random.below(bytes.length + 1)), other.subarray(random.below(other.length + 1))])

const changes: readonly [Change, ...Change[]] = [
  flip,
  flip,
  flip,
  replace,
  replace,
  overwrite,
  overwrite,
  remove,
  insert,
  duplicate,
  truncate,
  append,
  splice,
]

/** Bytes that were changed once or a few times; `other` lends pieces. */
export function mutateBytes(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  let changed = bytes
  do changed = random.pick(changes)(random, changed, other)
  while (random.oneIn(3))
  return changed
}
