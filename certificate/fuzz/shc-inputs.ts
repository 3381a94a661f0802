import { toBase64url } from '../encoding/base64.ts'
import { inflateRaw } from '../encoding/inflate.ts'
import { parseJson } from '../encoding/json.ts'
import { fromUtf8, toUtf8 } from '../encoding/utf8.ts'
import { guard } from '../fault.ts'
import { fromNumeric, isNumeric } from '../shc/numeric.ts'
import { cardsOfFile } from '../shc/read.ts'
import { splitJws } from '../signature/jws.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateText } from './mutate-text.ts'
import { mutateTree, oddValues } from './mutate-tree.ts'
import { bombs, emptyBlocks, packRaw } from './packing.ts'
import type { Random } from './random.ts'
import type { Seed, TextInput } from './seed.ts'
import { writeJson } from './wild-json.ts'

/** A card taken apart. */
interface Prepared {
  readonly seed: Seed
  readonly jws: string
  readonly header: string
  readonly packed: Uint8Array
  readonly signature: Uint8Array
  readonly json: string
  readonly claims: unknown
}

function prepare(seed: Seed): readonly Prepared[] {
  const prepared = guard(() => {
    const text = seed.text.trim()
    const cards = isNumeric(text) ? [fromNumeric(text)] : text.startsWith('{') ? cardsOfFile(text) : [text]
    return (cards ?? []).map((jws): Prepared => {
      const [header = ''] = jws.split('.')
      const { payload, signature } = splitJws(jws)
      const json = fromUtf8(inflateRaw(payload, 1_000_000))
      return { seed, jws, header, packed: payload, signature, json, claims: parseJson(json) }
    })
  })
  return 'fault' in prepared ? [] : prepared
}

const pairs = Array.from({ length: 128 }, (_, code) => String(code - 45).padStart(2, '0'))

/** A JWS as the text of a QR code, as it is, or in a file. */
function present(random: Random, jws: string, other: Prepared): string {
  const form = random.below(8)
  if (form === 0) return JSON.stringify({ verifiableCredential: random.oneIn(3) ? [jws, other.jws] : [jws] })
  if (form === 1)
    return JSON.stringify({
      resourceType: 'Parameters',
      parameter: [{ name: 'verifiableCredential', valueString: jws }],
    })
  if (form < 5) return jws
  let text = 'shc:/'
  for (let at = 0; at < jws.length; at++) text += pairs[jws.charCodeAt(at)] ?? '99'
  return text
}

const base64 = (text: string): string => toBase64url(toUtf8(text))

type Change = (random: Random, own: Prepared, other: Prepared) => { readonly jws: string; readonly signed?: string }

const withPayload = ({ header, signature }: Prepared, packed: Uint8Array): { readonly jws: string } => ({
  jws: `${header}.${toBase64url(packed)}.${toBase64url(signature)}`,
})
const byPacked: Change = (random, own, other) => withPayload(own, mutateBytes(random, own.packed, other.packed))
const byJson: Change = (random, own, other) =>
  withPayload(own, packRaw(random, toUtf8(mutateText(random, own.json, other.json))))

/** The claims and the bundle in them; now and then signed anew. */
const byClaims: Change = (random, own, other) => {
  const claims = mutateTree(random, own.claims, { odd: oddValues, other: other.claims })
  const made = withPayload(own, packRaw(random, toUtf8(writeJson(random, claims))))
  const { key } = own.seed
  if (!key || !random.oneIn(20)) return made
  const signed = made.jws.slice(0, made.jws.lastIndexOf('.'))
  return { jws: `${signed}.${toBase64url(key.sign(toUtf8(signed)))}`, signed }
}
const byHeader: Change = (random, own, other) => {
  const [, payload = '', signature = ''] = own.jws.split('.')
  const header = mutateTree(random, splitJws(own.jws).header, { odd: oddValues, other: splitJws(other.jws).header })
  return { jws: `${base64(writeJson(random, header))}.${payload}.${signature}` }
}
const bySignature: Change = (random, own, other) => {
  const [header = '', payload = ''] = own.jws.split('.')
  return { jws: `${header}.${payload}.${toBase64url(mutateBytes(random, own.signature, other.signature))}` }
}
const byMixing: Change = (random, own, other) => {
  const parts = own.jws.split('.')
  parts[random.below(3)] = other.jws.split('.')[random.below(3)] ?? ''
  return { jws: parts.join('.') }
}
const byExcess: Change = (random, own) => {
  if (random.oneIn(2)) return withPayload(own, random.pick(bombs) ?? emptyBlocks)
  if (random.oneIn(2)) return withPayload(own, emptyBlocks)
  return withPayload(
    own,
    packRaw(random, toUtf8(random.pick(['[', '{"a":', '"', '\\', '0', ' '] as const).repeat(100_000))),
  )
}
const unchanged: Change = (_, { jws }) => ({ jws })

const changes: readonly [Change, ...Change[]] = [
  byPacked,
  byJson,
  byClaims,
  byClaims,
  byClaims,
  byClaims,
  byClaims,
  byHeader,
  bySignature,
  byMixing,
  unchanged,
]

/** Makes inputs of SMART Health Cards from samples; null where there are none. */
export function makeShcInputs(seeds: readonly Seed[]): ((random: Random) => TextInput) | null {
  const prepared = seeds.flatMap(prepare)
  const [first] = prepared
  if (!first) return null
  return (random) => {
    const [own = first, other = first] = [random.pick(prepared), random.pick(prepared)]
    const [seed, lender] = [own.seed, other.seed]
    if (random.oneIn(4)) return { kind: 'text', seed, lender, text: mutateText(random, seed.text, other.seed.text) }
    const { jws, ...signed } = (random.oneIn(300) ? byExcess : random.pick(changes))(random, own, other)
    return { kind: 'text', seed, lender, text: present(random, jws, other), ...signed }
  }
}
