/**
 * A prefix code: for each symbol its code, with its first bit lowest as DEFLATE writes it, times 16, plus the length of the code; 0 for a symbol that has none.
 * Together they are one number, for one array less is made.
 */
export type PrefixCode = readonly number[]

/** How many bits the code of a symbol has. */
export const lengthOf = (code: PrefixCode, symbol: number): number => (code[symbol] as number) & 15

const manyZeros: readonly number[] = Array.from({ length: 600 }, () => 0)

/** Up to 600 zeros in a plain array: making a typed one costs more than all that is done with it here. */
export const zeros = (count: number): number[] => manyZeros.slice(0, count)

/** The best code for these frequencies whose codes have at most `limit` bits. A symbol that stands alone gets one bit. */
export function prefixCode(frequencies: readonly number[], limit: number): PrefixCode {
  const symbols = inOrder(frequencies)
  const weights: number[] = []
  for (const packed of symbols) weights.push(Math.floor(packed / symbolRoom))
  const counts = limited(countDepths(weights), limit)
  const lengths = zeros(frequencies.length)
  let at = 0
  // The rarest symbols get the longest codes.
  for (let length = limit; length > 0; length--)
    for (let left = counts[length] ?? 0; left > 0; left--) lengths[(symbols[at++] as number) % symbolRoom] = length
  return canonical(lengths)
}

/** More than there are symbols. */
const symbolRoom = 512

/** The symbols that occur, each below its frequency in one number, the rarest first. There are at most 286, and mostly some dozens: each is put in its place among those before it. */
function inOrder(frequencies: readonly number[]): number[] {
  const symbols: number[] = []
  for (let symbol = 0; symbol < frequencies.length; symbol++) {
    const frequency = frequencies[symbol] as number
    if (frequency === 0) continue
    const packed = frequency * symbolRoom + symbol
    let at = symbols.length
    symbols.push(packed)
    for (; at > 0 && (symbols[at - 1] as number) > packed; at--) symbols[at] = symbols[at - 1] as number
    symbols[at] = packed
  }
  return symbols
}

/** How many leaves Huffman's tree has at each depth, for weights in ascending order, which are continued by those of the inner nodes. */
function countDepths(weights: number[]): number[] {
  const leaves = weights.length
  if (leaves < 2) return [0, leaves]
  const nodes = 2 * leaves - 1
  const parents = zeros(nodes)
  let leaf = 0
  let inner = leaves
  for (let node = leaves; node < nodes; node++) {
    let weight = 0
    for (let child = 0; child < 2; child++) {
      const isLeaf = leaf < leaves && (inner === node || (weights[leaf] as number) <= (weights[inner] as number))
      const smallest = isLeaf ? leaf++ : inner++
      parents[smallest] = node
      weight += weights[smallest] as number
    }
    weights.push(weight)
  }
  const depths = zeros(nodes)
  const counts = zeros(leaves)
  for (let node = nodes - 2; node >= 0; node--) {
    const depth = (depths[parents[node] as number] as number) + 1
    depths[node] = depth
    if (node < leaves) counts[depth]!++
  }
  return counts
}

/** Brings deeper leaves up to the limit, and makes room for them: one leaf above goes down by one and takes one of them beside it, until the code is full. */
function limited(depths: readonly number[], limit: number): number[] {
  const counts = zeros(limit + 1)
  let over = -(1 << limit)
  for (let depth = 1; depth < depths.length; depth++) {
    const within = Math.min(depth, limit)
    counts[within]! += depths[depth] as number
    over += (depths[depth] as number) << (limit - within)
  }
  for (; over > 0; over--) {
    let above = limit - 1
    while (counts[above] === 0) above--
    counts[above]!--
    counts[above + 1]! += 2
    counts[limit]!--
  }
  return counts
}

/** The code that follows from the lengths of its codes (RFC 1951, 3.2.2), in their place. */
export function canonical(lengths: number[]): PrefixCode {
  const next = zeros(17)
  for (let symbol = 0; symbol < lengths.length; symbol++) next[(lengths[symbol] as number) + 1]!++
  next[1] = 0
  for (let length = 1; length < 17; length++)
    next[length] = ((next[length - 1] as number) + (next[length] as number)) << 1
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] as number
    if (length > 0) lengths[symbol] = (reversed(next[length]!++, length) << 4) | length
  }
  return lengths
}

function reversed(code: number, length: number): number {
  let turned = 0
  for (let bit = 0; bit < length; bit++) turned = (turned << 1) | ((code >> bit) & 1)
  return turned
}
