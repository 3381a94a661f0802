import { Malformed } from '../fault.ts'

// Reader and writer of DER (X.690, 10), and of BER where signed messages use it. No certificate nests deeper than a dozen.
const deepest = 32
const largest = 0x0400_0000

/** Identifier octets that occur here. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** One element: its identifier octet, where it starts and ends in `bytes`, and where its content does. */
export interface Element {
  readonly bytes: Uint8Array
  readonly tag: number
  readonly start: number
  readonly from: number
  readonly to: number
  readonly end: number
  /** Read as BER: indefinite lengths, and lengths written longer than need be, are let pass. */
  readonly lenient: boolean
  readonly depth: number
}

interface Place {
  readonly bytes: Uint8Array
  readonly to: number
  readonly lenient: boolean
  readonly depth: number
}

function readElement(place: Place, start: number): Element {
  const { bytes, to, lenient, depth } = place
  if (depth > deepest) throw new Malformed('der.too-deep', start)
  if (start + 2 > to) throw new Malformed('der.truncated', start)
  const tag = bytes[start] as number
  if ((tag & 31) === 31) throw new Malformed('der.tag', start)
  const first = bytes[start + 1] as number
  if (first === 0x80) return readIndefinite(place, start, tag)
  let from = start + 2
  let length = first
  if (first > 0x80) {
    const count = first & 127
    if (count > 4 || from + count > to) throw new Malformed('der.length', start)
    length = 0
    for (let index = 0; index < count; index++) length = length * 256 + (bytes[from++] as number)
    if (!lenient && (length < 128 || length < 256 ** (count - 1))) throw new Malformed('der.length', start)
  }
  if (length > to - from) throw new Malformed('der.truncated', start)
  return { bytes, tag, start, from, to: from + length, end: from + length, lenient, depth }
}

function readIndefinite(place: Place, start: number, tag: number): Element {
  if (!place.lenient || (tag & 0x20) === 0) throw new Malformed('der.length', start)
  const inside = { ...place, depth: place.depth + 1 }
  let at = start + 2
  for (;;) {
    if (at + 2 > place.to) throw new Malformed('der.truncated', at)
    if (place.bytes[at] === 0 && place.bytes[at + 1] === 0) break
    at = readElement(inside, at).end
  }
  const { bytes, lenient, depth } = place
  return { bytes, tag, start, from: start + 2, to: at, end: at + 2, lenient, depth }
}

function readWhole(bytes: Uint8Array, lenient: boolean): Element {
  if (bytes.length > largest) throw new Malformed('der.too-large')
  const element = readElement({ bytes, to: bytes.length, lenient, depth: 0 }, 0)
  if (element.end !== bytes.length) throw new Malformed('der.trailing', element.end)
  return element
}

/** The one DER element that the bytes are. Throws `Malformed` with `der.*` for anything else. */
export const readDer = (bytes: Uint8Array): Element => readWhole(bytes, false)
/** The same of BER: indefinite lengths are let pass. */
export const readBer = (bytes: Uint8Array): Element => readWhole(bytes, true)

/** The elements inside a constructed one; with `tag`, only of an element that bears it. */
export function childrenOf(element: Element, tag?: number): readonly Element[] {
  if (tag !== undefined) expectTag(element, tag)
  if ((element.tag & 0x20) === 0) throw new Malformed('der.not-constructed', element.start)
  const { bytes, to, lenient, depth } = element
  const inside = { bytes, to, lenient, depth: depth + 1 }
  const children: Element[] = []
  for (let at = element.from; at < to; ) {
    const child = readElement(inside, at)
    children.push(child)
    at = child.end
  }
  return children
}

/** The element itself where it bears the tag. Throws `Malformed` for another one, or none. */
export function expectTag(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw new Malformed('der.unexpected', element?.start)
  return element
}

/** The content octets of an element. */
export const contentOf = (element: Element): Uint8Array => element.bytes.subarray(element.from, element.to)
/** The element as it stands, header and all. */
export const bytesOf = (element: Element): Uint8Array => element.bytes.subarray(element.start, element.end)

/** Dotted form of an object identifier. */
export function oidOf(element: Element | undefined): string {
  const content = contentOf(expectTag(element, tags.oid))
  if (content.length === 0 || content.length > 64 || (content.at(-1) as number) > 127) throw new Malformed('der.oid')
  const arcs: number[] = []
  let arc = 0
  for (const byte of content) {
    arc = arc * 128 + (byte & 127)
    if (arc > Number.MAX_SAFE_INTEGER) throw new Malformed('der.oid')
    if (byte > 127) continue
    arcs.push(arc)
    arc = 0
  }
  const first = arcs[0] as number
  const root = Math.min(2, Math.floor(first / 40))
  return [root, first - root * 40, ...arcs.slice(1)].join('.')
}

/** Content of an integer without the octets that only carry its sign. Throws for a negative one. */
export function unsignedOf(element: Element | undefined): Uint8Array {
  const content = contentOf(expectTag(element, tags.integer))
  if (content.length === 0 || (content[0] as number) > 127) throw new Malformed('der.integer', element?.start)
  let from = 0
  while (from < content.length - 1 && content[from] === 0) from++
  return content.subarray(from)
}

/** A small whole number. */
export function numberOf(element: Element | undefined): number {
  const content = unsignedOf(element)
  if (content.length > 4) throw new Malformed('der.integer', element?.start)
  return content.reduce((sum, byte) => sum * 256 + byte, 0)
}

/** Octets of a bit string that has no bits left over. */
export function bitsOf(element: Element | undefined): Uint8Array {
  const content = contentOf(expectTag(element, tags.bitString))
  if (content[0] !== 0) throw new Malformed('der.bits', element?.start)
  return content.subarray(1)
}

/** Octets of an octet string, put together where BER cut it in pieces. */
export function octetsOf(element: Element | undefined): Uint8Array {
  if (element?.tag !== 0x24) return contentOf(expectTag(element, tags.octetString))
  if (!element.lenient) throw new Malformed('der.unexpected', element.start)
  return joinBytes(childrenOf(element).map(octetsOf))
}

/** Byte strings one after the other. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Writes one element of the given parts. */
export function writeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = joinBytes(parts)
  const length: number[] = []
  for (let left = content.length; left > 0; left = Math.floor(left / 256)) length.unshift(left % 256)
  const head = content.length < 128 ? [tag, content.length] : [tag, 128 + length.length, ...length]
  return joinBytes([Uint8Array.from(head), content])
}

/** Writes a whole number given as big-endian octets. */
export function writeUnsigned(octets: Uint8Array): Uint8Array {
  let from = 0
  while (from < octets.length - 1 && octets[from] === 0) from++
  const trimmed = octets.subarray(from)
  return writeDer(
    tags.integer,
    (trimmed[0] ?? 0) > 127 || trimmed.length === 0 ? Uint8Array.of(0) : Uint8Array.of(),
    trimmed,
  )
}
