import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashLeaf, Tree } from './merkle.ts'

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()

/** MTH of RFC 9162, section 2.1.1, word for word: split at the largest power of two that is smaller than n. */
function definedRoot(entries: readonly Uint8Array[]): Buffer {
  const [only] = entries
  if (only === undefined) return sha256()
  if (entries.length === 1) return sha256(Uint8Array.of(0), only)
  let k = 1
  while (k * 2 < entries.length) k *= 2
  return sha256(Uint8Array.of(1), definedRoot(entries.slice(0, k)), definedRoot(entries.slice(k)))
}

const entries = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 80 })

test('the root of a grown tree is the one that the RFC defines', () => {
  fc.assert(
    fc.property(entries, (list) => {
      const tree = new Tree()
      for (const entry of list) tree.append(hashLeaf(entry))
      expect(tree.size).toBe(BigInt(list.length))
      expect(tree.root()).toEqual(definedRoot(list))
    }),
  )
})

test('a tree that goes on from its stored edge is the tree that never stopped', () => {
  fc.assert(
    fc.property(entries, entries, (before, after) => {
      const first = new Tree()
      for (const entry of before) first.append(hashLeaf(entry))
      const resumed = new Tree(first.size, first.edge())
      for (const entry of after) resumed.append(hashLeaf(entry))
      expect(resumed.root()).toEqual(definedRoot([...before, ...after]))
    }),
  )
})

test('an edge of another size is refused', () => {
  expect(() => new Tree(3n, new Uint8Array(32))).toThrow('not of this size')
  expect(() => new Tree(1n, new Uint8Array(31))).toThrow('not of this size')
  expect(() => new Tree(0n, new Uint8Array(32))).toThrow('not of this size')
})

test('the empty tree has the hash of nothing, and an empty entry its own', () => {
  expect(new Tree().root().toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(hashLeaf(new Uint8Array()).toString('hex')).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  )
})
