import { guard } from '../fault.ts'
import { childrenOf, contentOf, type Element, joinBytes, readBer } from '../signature/der.ts'
import { mutateBytes } from './mutate-bytes.ts'
import type { Random } from './random.ts'

/** An element of DER that can be changed and written again with lengths that fit. */
interface Node {
  readonly tag: number
  readonly content: Uint8Array | readonly Node[]
}

function nodeOf(element: Element): Node {
  const children = (element.tag & 0x20) === 0 ? [] : childrenOf(element)
  return { tag: element.tag, content: children.length > 0 ? children.map(nodeOf) : contentOf(element) }
}

const isInner = (content: Node['content']): content is readonly Node[] => Array.isArray(content)

/** How a head is written: shortest, longer than need be, without a length, with a length that lies. */
type Form = 'short' | 'long' | 'indefinite' | 'more' | 'less' | 'huge'

function headOf(tag: number, length: number, form: Form): Uint8Array {
  if (form === 'indefinite') return Uint8Array.of(tag | 0x20, 0x80)
  if (form === 'huge') return Uint8Array.of(tag, 0x84, 0xff, 0xff, 0xff, 0xff)
  const said = Math.max(0, length + (form === 'more' ? 1 : form === 'less' ? -1 : 0))
  if (form === 'long') return Uint8Array.of(tag, 0x84, said >>> 24, said >>> 16, said >>> 8, said)
  if (said < 128) return Uint8Array.of(tag, said)
  return said < 256
    ? Uint8Array.of(tag, 0x81, said)
    : said < 65_536
      ? Uint8Array.of(tag, 0x82, said >>> 8, said)
      : headOf(tag, said, 'long')
}

function write({ tag, content }: Node): Uint8Array {
  const inner = isInner(content) ? joinBytes(content.map(write)) : content
  return joinBytes([headOf(tag, inner.length, 'short'), inner])
}

const count = ({ content }: Node): number =>
  1 + (isInner(content) ? content.reduce((sum, child) => sum + count(child), 0) : 0)

/** Writes the node with one part, counted from 0, written by `change`. */
function writeChanged(node: Node, place: number, change: (node: Node) => Uint8Array): Uint8Array {
  if (place === 0) return change(node)
  if (!isInner(node.content)) return write(node)
  let left = place - 1
  const parts = node.content.map((child) => {
    const here = left
    const size = count(child)
    left -= size
    return here >= 0 && here < size ? writeChanged(child, here, change) : write(child)
  })
  const inner = joinBytes(parts)
  return joinBytes([headOf(node.tag, inner.length, 'short'), inner])
}

const forms = ['long', 'indefinite', 'more', 'less', 'huge'] as const
const tags = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x17, 0x18, 0x30, 0x31, 0xa0, 0xa3, 0x80, 0x1f, 0x24,
] as const
const oids = ['2a8648ce3d0201', '2a8648ce3d030107', '2b81040022', '2a864886f70d01010a', '2b6570', '550f'] as const

function changed(random: Random, node: Node): Uint8Array {
  const whole = write(node)
  const inner = isInner(node.content) ? joinBytes(node.content.map(write)) : node.content
  switch (random.below(8)) {
    case 0:
      return new Uint8Array(0)
    case 1:
      return joinBytes([whole, whole])
    case 2:
      return joinBytes([headOf(random.pick(tags), inner.length, 'short'), inner])
    case 3: {
      const form = random.pick(forms)
      return joinBytes([headOf(node.tag, inner.length, form), inner, new Uint8Array(form === 'indefinite' ? 2 : 0)])
    }
    case 4: {
      let deep = whole
      for (let depth = random.pick([1, 31, 33, 200] as const); depth > 0; depth--)
        deep = joinBytes([headOf(0x30, deep.length, 'short'), deep])
      return deep
    }
    case 5: {
      const oid = Buffer.from(random.pick(oids), 'hex')
      return joinBytes([headOf(node.tag, oid.length, 'short'), oid])
    }
    default: {
      const content = mutateBytes(random, inner, whole)
      return joinBytes([headOf(node.tag, content.length, 'short'), content])
    }
  }
}

/** DER with one element changed, taken away, repeated, wrapped or written against the rules, the lengths around it made to fit; or simply other bytes. */
export function mutateDer(random: Random, der: Uint8Array): Uint8Array {
  const node = random.oneIn(4) ? null : guard(() => nodeOf(readBer(der)))
  if (node === null || 'fault' in node) return mutateBytes(random, der, der)
  return writeChanged(node, random.below(count(node)), (part) => changed(random, part))
}
