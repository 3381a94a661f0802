import { fromBase45, toBase45 } from '../encoding/base45.ts'
import { type CborValue, readCbor, Tagged } from '../encoding/cbor.ts'
import { writeCbor } from '../encoding/cbor-write.ts'
import { inflateZlib } from '../encoding/inflate.ts'
import { guard } from '../fault.ts'
import { hcertText } from '../hcert/envelope.ts'
import { parseSign1, type Sign1, toBeSigned } from '../signature/cose.ts'
import { joinBytes } from '../signature/der.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateText } from './mutate-text.ts'
import { countParts, mutateTree } from './mutate-tree.ts'
import { bombs, emptyBlocks, packZlib } from './packing.ts'
import type { Random } from './random.ts'
import { latin1, type Seed, type TextInput } from './seed.ts'
import { oddCbor, writeWildCbor } from './wild-cbor.ts'

/** An HCERT taken apart as far as it can be. */
interface Prepared {
  readonly seed: Seed
  readonly packed: Uint8Array
  readonly message: Uint8Array
  readonly sign1: Sign1
  readonly claims: CborValue
  readonly size: number
}

function prepare(seed: Seed): Prepared | null {
  const prepared = guard(() => {
    const text = hcertText(seed.text)
    if (text === null) return null
    const packed = fromBase45(text, 4)
    const message = inflateZlib(packed, 1_000_000)
    const sign1 = parseSign1(message)
    const claims = readCbor(sign1.payload)
    return { seed, packed, message, sign1, claims, size: countParts(claims) }
  })
  return prepared && 'fault' in prepared ? null : prepared
}

const textOf = (packed: Uint8Array): string => `HC1:${toBase45(packed)}`

/** The message in one of the forms that are all real, or in one that is not. */
function wrap(random: Random, { protectedHeader, payload, signature }: Sign1, outside: CborValue = {}): Uint8Array {
  const parts: CborValue = [protectedHeader, outside, payload, signature]
  const form = random.below(6)
  if (form === 0) return writeCbor(parts)
  if (form === 1) return writeCbor(new Tagged(61, new Tagged(18, parts)))
  return writeCbor(new Tagged(random.oneIn(50) ? random.pick([17, 19, 61, 98]) : 18, parts))
}

type Change = (random: Random, own: Prepared, other: Prepared) => Omit<TextInput, 'kind' | 'seed' | 'lender'>

const byText: Change = (random, { seed }, other) => ({ text: mutateText(random, seed.text, other.seed.text) })
const byPacked: Change = (random, { packed }, other) => ({ text: textOf(mutateBytes(random, packed, other.packed)) })
const byMessage: Change = (random, { message }, other) => ({
  text: textOf(packZlib(random, mutateBytes(random, message, other.message))),
})

/** Headers, places and types of the parts; those of two certificates mixed. */
const byParts: Change = (random, { sign1, message }, other) => {
  const header = sign1.protectedHeader.length > 0 ? readCbor(sign1.protectedHeader) : {}
  const stock = { odd: oddCbor, other: other.claims }
  switch (random.below(6)) {
    case 0: {
      const protectedHeader = writeWildCbor(random, mutateTree(random, header, stock) as CborValue, 4)
      return { text: textOf(packZlib(random, wrap(random, { ...sign1, protectedHeader }))) }
    }
    case 1: {
      // What is not protected says other things, or alone says who signed.
      const protectedHeader = random.oneIn(2) ? sign1.protectedHeader : writeCbor(new Map([[1, -7]]))
      return {
        text: textOf(
          packZlib(random, wrap(random, { ...sign1, protectedHeader }, mutateTree(random, header, stock) as CborValue)),
        ),
      }
    }
    case 2: {
      const signature = mutateBytes(random, sign1.signature, other.sign1.signature)
      return { text: textOf(packZlib(random, wrap(random, { ...sign1, signature }))) }
    }
    case 3: {
      const part = random.pick(['protectedHeader', 'payload', 'signature'] as const)
      return { text: textOf(packZlib(random, wrap(random, { ...sign1, [part]: other.sign1[part] }))) }
    }
    case 4:
      return { text: textOf(packZlib(random, wrap(random, sign1))) }
    default: {
      const whole = mutateTree(random, readCbor(message), stock) as CborValue
      return { text: textOf(packZlib(random, writeWildCbor(random, whole, 8))) }
    }
  }
}

/** The claims and the document below them; now and then signed anew, so that what follows the signature is reached. */
const byClaims: Change = (random, { sign1, claims, size, seed }, other) => {
  const changed = random.oneIn(4)
    ? claims
    : (mutateTree(random, claims, { odd: oddCbor, other: other.claims }) as CborValue)
  const payload = writeWildCbor(random, changed ?? null, size)
  const next = { ...sign1, payload }
  if (!seed.key || !random.oneIn(20)) return { text: textOf(packZlib(random, wrap(random, next))) }
  const bytes = toBeSigned(next)
  const text = textOf(packZlib(random, wrap(random, { ...next, signature: seed.key.sign(bytes) })))
  return { text, signed: latin1(bytes) }
}

/** What is meant to cost much: streams that swell, depth, claimed lengths. */
const byExcess: Change = (random, { sign1 }) => {
  const choice = random.below(6)
  const start = Uint8Array.of(0x78, 0xda)
  if (choice === 0) return { text: textOf(joinBytes([start, random.pick(bombs) ?? emptyBlocks, new Uint8Array(4)])) }
  if (choice === 1) return { text: textOf(joinBytes([start, emptyBlocks, Uint8Array.of(0, 0, 0, 1)])) }
  const byte = random.pick([0x81, 0xa1, 0xd2, 0x9f, 0xbf, 0x5f, 0x7f, 0x9b, 0xbb, 0x00, 0xff] as const)
  const deep = new Uint8Array(random.below(65_000)).fill(byte)
  if (choice === 2) return { text: textOf(packZlib(random, deep)) }
  return { text: textOf(packZlib(random, wrap(random, { ...sign1, payload: deep }))) }
}

const changes: readonly [Change, ...Change[]] = [
  byText,
  byText,
  byPacked,
  byMessage,
  byMessage,
  byParts,
  byParts,
  byClaims,
  byClaims,
  byClaims,
  byClaims,
  byClaims,
]

/** Makes inputs of HCERT from samples; null where there are none. */
export function makeHcertInputs(seeds: readonly Seed[]): ((random: Random) => TextInput) | null {
  const prepared = seeds.flatMap((seed) => prepare(seed) ?? [])
  const [first] = prepared
  if (!first) return null
  return (random) => {
    const [own = first, other = first] = [random.pick(prepared), random.pick(prepared)]
    const change = random.oneIn(300) ? byExcess : random.pick(changes)
    return { kind: 'text', seed: own.seed, lender: other.seed, ...change(random, own, other) }
  }
}
