import { fromBase64url, toBase64url } from '../encoding/base64.ts'
import { isObject, isString, type JsonObject, parseJson } from '../encoding/json.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { guard } from '../fault.ts'
import { canonicalize } from '../vds/canonical-json.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateDer } from './mutate-der.ts'
import { mutateText } from './mutate-text.ts'
import { mutateTree, oddValues } from './mutate-tree.ts'
import type { Random } from './random.ts'
import { latin1, type Seed, type TextInput } from './seed.ts'
import { writeJson } from './wild-json.ts'

/** A seal taken apart. */
interface Prepared {
  readonly seed: Seed
  readonly data: unknown
  readonly zone: JsonObject
  readonly certificate: Uint8Array
  readonly signature: Uint8Array
}

function prepare(seed: Seed): Prepared | null {
  if (!seed.text.includes('"sigvl"')) return null
  const prepared = guard(() => {
    const seal = parseJson(seed.text)
    const zone = isObject(seal) ? seal['sig'] : null
    if (!isObject(seal) || !isObject(zone) || !isString(zone['cer']) || !isString(zone['sigvl'])) return null
    const [certificate, signature] = [fromBase64url(zone['cer']), fromBase64url(zone['sigvl'])]
    return { seed, data: seal['data'], zone, certificate, signature }
  })
  return prepared && 'fault' in prepared ? null : prepared
}

type Change = (random: Random, own: Prepared, other: Prepared) => { readonly text: string; readonly signed?: string }

const write = (random: Random, data: unknown, sig: unknown): { readonly text: string } => ({
  text: writeJson(random, { data, sig }),
})
const byText: Change = (random, { seed }, other) => ({ text: mutateText(random, seed.text, other.seed.text) })
const byWhole: Change = (random, { data, zone }, other) => ({
  text: writeJson(random, mutateTree(random, { data, sig: zone }, { odd: oddValues, other })),
})

/** The message; now and then sealed anew. */
const byData: Change = (random, { data, zone, seed }, other) => {
  const changed = mutateTree(random, data, { odd: oddValues, other: other.data })
  if (!seed.key || !random.oneIn(20)) return write(random, changed, zone)
  // What JSON drops is dropped before it is signed; what has no canonical form is not signed.
  const bytes = guard(() => toUtf8(canonicalize(JSON.parse(JSON.stringify(changed)))))
  if ('fault' in bytes) return write(random, changed, zone)
  const sig = { ...zone, sigvl: toBase64url(seed.key.sign(bytes)) }
  return { text: JSON.stringify({ data: changed, sig }), signed: latin1(bytes) }
}
const byCertificate: Change = (random, { data, zone, certificate }) =>
  write(random, data, { ...zone, cer: toBase64url(mutateDer(random, certificate)) })
const bySignature: Change = (random, { data, zone, signature }, other) =>
  write(random, data, { ...zone, sigvl: toBase64url(mutateBytes(random, signature, other.signature)) })
const byMixing: Change = (random, { data, zone }, other) => {
  const member = random.pick(['cer', 'sigvl', 'alg'] as const)
  return write(random, data, random.oneIn(2) ? other.zone : { ...zone, [member]: other.zone[member] })
}
/** The same in other words: order and blanks are not signed. */
const byForm: Change = (random, { data, zone }) => {
  const form = random.oneIn(2) ? { sig: zone, data } : { data, sig: zone }
  return { text: JSON.stringify(form, null, random.pick([undefined, 1, '\t', '\r\n'])) }
}

const changes: readonly [Change, ...Change[]] = [
  byText,
  byText,
  byWhole,
  byData,
  byData,
  byData,
  byCertificate,
  byCertificate,
  bySignature,
  byMixing,
  byForm,
]

/** Makes inputs of VDS-NC from samples; null where there are none. */
export function makeVdsInputs(seeds: readonly Seed[]): ((random: Random) => TextInput) | null {
  const prepared = seeds.flatMap((seed) => prepare(seed) ?? [])
  const [first] = prepared
  if (!first) return null
  return (random) => {
    const [own = first, other = first] = [random.pick(prepared), random.pick(prepared)]
    return { kind: 'text', seed: own.seed, lender: other.seed, ...random.pick(changes)(random, own, other) }
  }
}
