import { createHash } from 'node:crypto'

/** Bytes in every hash of the tree: SHA-256. */
const hashSize = 32

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

/** The hash of an entry: SHA-256(0x00 || entry), RFC 9162, section 2.1.1. */
export const hashLeaf = (entry: Uint8Array): Buffer => createHash('sha256').update(leafPrefix).update(entry).digest()

/** The hash of two subtrees: SHA-256(0x01 || left || right). The prefixes keep a node from passing for an entry. */
const hashNode = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update(nodePrefix).update(left).update(right).digest()

/**
 * A Merkle tree (RFC 9162, section 2.1.1) that grows at its right edge. It keeps one hash for each complete subtree at the edge,
 * as many as its size has binary ones, so that a batch costs the same on a log of millions as on an empty one.
 */
export class Tree {
  #size: bigint
  readonly #edge: Buffer[]

  /** An empty tree, or one that goes on from a stored edge. Throws where size and edge do not belong together. */
  constructor(size = 0n, edge: Uint8Array = new Uint8Array()) {
    this.#size = size
    this.#edge = []
    for (let at = 0; at < edge.length; at += hashSize) this.#edge.push(Buffer.from(edge.subarray(at, at + hashSize)))
    if (edge.length % hashSize !== 0 || this.#edge.length !== onesOf(size))
      throw new Error('the edge is not of this size')
  }

  get size(): bigint {
    return this.#size
  }

  /** Appends a leaf by its hash. Each trailing one of the size is a subtree that the new leaf completes. */
  append(leaf: Uint8Array): void {
    let subtree: Buffer = Buffer.from(leaf)
    for (let rest = this.#size; (rest & 1n) === 1n; rest >>= 1n) {
      const left = this.#edge.pop()
      if (left) subtree = hashNode(left, subtree)
    }
    this.#edge.push(subtree)
    this.#size += 1n
  }

  /** The root over all leaves; of an empty tree, the hash of nothing. */
  root(): Buffer {
    const last = this.#edge.at(-1)
    if (!last) return createHash('sha256').digest()
    return this.#edge.slice(0, -1).reduceRight((right, left) => hashNode(left, right), last)
  }

  /** The hashes of the complete subtrees at the right edge, the largest first, one after another. */
  edge(): Buffer {
    return Buffer.concat(this.#edge)
  }
}

const onesOf = (size: bigint): number => size.toString(2).replaceAll('0', '').length
