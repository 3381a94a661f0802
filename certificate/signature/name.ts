import { fromUtf8 } from '../encoding/utf8.ts'
import { Malformed } from '../fault.ts'
import { childrenOf, contentOf, type Element, oidOf, readDer, tags } from './der.ts'

const countryName = '2.5.4.6'

/** The text of a string of X.509, whichever of its types it has. T61 and others are read as Latin-1, as everybody does. */
export function textOf(element: Element): string {
  const content = contentOf(element)
  if (element.tag === 0x0c) return fromUtf8(content)
  if (element.tag !== 0x1e) return latin(content)
  if (content.length % 2 === 1) throw new Malformed('x509.text')
  let text = ''
  for (let at = 0; at < content.length; at += 2)
    text += String.fromCharCode(((content[at] as number) << 8) | (content[at + 1] as number))
  return text
}

/** Bytes as the characters of the same number. */
export function latin(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

interface Attribute {
  readonly oid: string
  readonly value: Element
}

const attributesOf = (name: Element): readonly (readonly Attribute[])[] =>
  childrenOf(name, tags.sequence).map((part) =>
    childrenOf(part, tags.set).map((pair) => {
      const [oid, value] = childrenOf(pair, tags.sequence)
      if (!value) throw new Malformed('x509.name')
      return { oid: oidOf(oid), value }
    }),
  )

/** Country of a name (RFC 5280, 4.1.2.4) in capitals; null where it has none. */
export function countryOf(name: Element): string | null {
  const found = attributesOf(name)
    .flat()
    .find(({ oid }) => oid === countryName)
  return found ? textOf(found.value).trim().toUpperCase() : null
}

/**
 * A name in a form that is equal for names that RFC 5280, 7.1 takes for equal: without regard to the type of string, to capitals, and to the number of blanks.
 * Authorities do write their name in one type and let their signers' certificates name them in another.
 */
export function compareForm(der: Uint8Array): string {
  const parts = attributesOf(readDer(der)).map((part) =>
    part
      .map(({ oid, value }) => `${oid}=${textOf(value).trim().replaceAll(/\s+/g, ' ').toLowerCase()}`)
      .sort()
      .join('\u0001'),
  )
  return parts.join('\u0000')
}
