import { Tagged } from '../encoding/cbor.ts'
import { mutateText } from './mutate-text.ts'
import type { Random } from './random.ts'

/** What a part becomes that is taken away. */
const gone = Symbol('gone')

const isTree = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array)

function partsOf(tree: object): readonly (readonly [unknown, unknown])[] {
  if (tree instanceof Tagged) return [['value', tree.value]]
  return Array.isArray(tree) ? [...tree.entries()] : tree instanceof Map ? [...tree] : Object.entries(tree)
}

function withParts(tree: object, parts: readonly (readonly [unknown, unknown])[]): unknown {
  const kept = parts.filter(([, part]) => part !== gone)
  if (tree instanceof Tagged) return kept[0] ? new Tagged(tree.tag, kept[0][1] as Tagged['value']) : null
  if (Array.isArray(tree)) return kept.map(([, part]) => part)
  // As `fromEntries` does, for a member named __proto__ must become one.
  return tree instanceof Map ? new Map(kept) : Object.fromEntries(kept as [string, unknown][])
}

const counted = new WeakMap<object, number>()

/** How many values a tree has, itself counted. Trees are never changed, so each is counted once. */
export function countParts(tree: unknown): number {
  if (!isTree(tree)) return 1
  const known = counted.get(tree)
  if (known !== undefined) return known
  let count = 1
  for (const [, part] of partsOf(tree)) count += countParts(part)
  counted.set(tree, count)
  return count
}

/** A copy of a tree in which one of its own parts is another. */
function withPart(tree: object, name: unknown, part: unknown): unknown {
  if (part === gone || tree instanceof Tagged || tree instanceof Map || name === '__proto__')
    return withParts(
      tree,
      partsOf(tree).map((own) => (own[0] === name ? [name, part] : own)),
    )
  if (Array.isArray(tree)) return tree.with(name as number, part)
  return { ...tree, [name as string]: part }
}

/** A copy of the tree whose part at a place (counted from 0, the whole, in the order of writing) is changed. */
function changePart(tree: unknown, place: number, change: (part: unknown) => unknown): unknown {
  if (place === 0 || !isTree(tree)) return change(tree)
  let left = place - 1
  for (const [name, part] of partsOf(tree)) {
    const size = countParts(part)
    if (left < size) return withPart(tree, name, changePart(part, left, change))
    left -= size
  }
  return tree
}

/** The part at a place. */
function partAt(tree: unknown, place: number): unknown {
  let found: unknown
  changePart(tree, place, (part) => (found = part))
  return found
}

const nested = (depth: number, innermost: unknown): unknown => {
  let tree = innermost
  for (let level = 0; level < depth; level++) tree = level % 3 === 2 ? { a: tree } : [tree]
  return tree
}

/** Names that mean something to JavaScript, or to nobody. */
const names = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  'prototype',
  '',
  '0',
  '-1',
  'then',
  'é',
  '\u0000',
  '\ud800',
  '@context',
  '_sd',
  '...',
  'iss',
  'v',
  'var',
] as const

/** Values of all types that were not meant. JSON can say each of them. */
export const oddValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  1,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 53) - 2,
  2 ** 64,
  1e21,
  1e300,
  5e-324,
  8.64e15,
  8.64e15 + 1,
  253402300800,
  '',
  ' ',
  '0',
  '1.0',
  'null',
  'NaN',
  '\u0000',
  '\ud800',
  '\ud83d\ude00',
  'a\u0301',
  '\u202eabc',
  '__proto__',
  '2021-02-30',
  '2021-13-01',
  '2020-02-29T24:00:00Z',
  '2021-06-01T00:00:00.123456789+99:99',
  '0000-00-00',
  '9999-12-31T23:59:59Z',
  '-000001-01-01',
  '+275760-09-13T00:00:00.000Z',
  '1900',
  '1970-05',
  'https://example.org/',
  'did:web:example.org#key',
  'a'.repeat(5000),
  '９'.repeat(40),
  [],
  {},
  [[]],
  [null],
  [[[], {}], [null]],
  [1, 2, 3],
  ['a', 'b'],
  { '': '' },
  JSON.parse('{"__proto__":{"admin":true}}'),
  { constructor: { prototype: {} } },
  { toString: null, valueOf: 1 },
  { length: 5 },
  { '@id': 'a', '@type': ['b'] },
  { id: '__proto__', type: ['constructor'] },
  { id: 'toString', issuer: { id: '__proto__' } },
  nested(33, null),
  nested(65, null),
  nested(130, null),
  Array.from({ length: 300 }, (_, at) => at),
  Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`a${at}`, at])),
]

/** What mutating a tree draws on. */
export interface Stock {
  readonly odd: readonly unknown[]
  /** Another tree, which lends parts. */
  readonly other: unknown
}

type Change = (random: Random, part: unknown, stock: Stock & { readonly whole: unknown }) => unknown

const swapType: Change = (random, _, { odd }) => random.pick(odd)
const remove: Change = () => gone
const graft: Change = (random, _, { other }) => partAt(other, random.below(countParts(other)))
const repeatElsewhere: Change = (random, _, { whole }) => partAt(whole, random.below(countParts(whole)))
const wrap: Change = (random, part) => {
  if (random.oneIn(10)) return nested(random.below(140), part)
  return random.oneIn(2) ? [part] : random.oneIn(2) ? { [random.pick(names)]: part } : [part, part]
}
const unwrap: Change = (random, part) => (isTree(part) ? (random.pick(partsOf(part))?.[1] ?? null) : [part])
const tweak: Change = (random, part, { odd }) => {
  if (typeof part === 'string') return mutateText(random, part, part).slice(0, 20_000)
  if (typeof part === 'number')
    return random.pick([part + 1, part - 1, -part, part * 1000, part / 2, `${part}`, part + 0.5])
  if (typeof part === 'boolean') return random.pick([!part, `${part}`, Number(part)])
  return random.pick(odd)
}
/** Other members, other names, other order. */
const rename: Change = (random, part, { odd }) => {
  if (!isTree(part)) return { [random.pick(names)]: part }
  const parts = partsOf(part).map(([name, value]) => [name, value] as [unknown, unknown])
  const at = random.below(parts.length)
  const own = parts[at]
  const name = random.oneIn(3) && own ? mutateText(random, String(own[0]), '').slice(0, 50) : random.pick(names)
  const choice = own ? random.below(5) : 0
  if (choice < 2) parts.push([name, random.pick(odd)])
  else if (choice === 2) parts.reverse()
  else if (choice === 3) parts.splice(at, 0, [name, own?.[1]])
  else parts.splice(at, 1, [name, own?.[1]])
  return withParts(part, parts)
}

const changes: readonly [Change, ...Change[]] = [
  swapType,
  swapType,
  swapType,
  remove,
  remove,
  graft,
  repeatElsewhere,
  wrap,
  unwrap,
  tweak,
  tweak,
  tweak,
  rename,
  rename,
]

/** A copy of a tree (JSON, or what CBOR holds) with one or a few parts changed: types swapped, parts taken away, repeated, wrapped, renamed. */
export function mutateTree(random: Random, tree: unknown, stock: Stock): unknown {
  let changed = tree
  do {
    const change = random.pick(changes)
    const place = random.below(countParts(changed))
    const whole = changed
    changed = changePart(whole, place, (part) => change(random, part, { ...stock, whole }))
    if (changed === gone) changed = null
  } while (random.oneIn(3) && countParts(changed) < 2000)
  return changed
}
