import { fromBase64url, toBase64url } from '../encoding/base64.ts'
import { fromUtf8, toUtf8 } from '../encoding/utf8.ts'
import { guard } from '../fault.ts'
import { digestOf } from '../sdjwt/disclosure.ts'
import { splitSdJwt } from '../sdjwt/split.ts'
import type { FuzzKey } from './keys.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateText } from './mutate-text.ts'
import { mutateTree, oddValues } from './mutate-tree.ts'
import type { Random } from './random.ts'
import type { Seed, TextInput } from './seed.ts'
import { writeJson } from './wild-json.ts'

/** A token taken apart: its parts as JSON texts. */
interface Prepared {
  readonly seed: Seed
  readonly header: string
  readonly payload: string
  readonly signature: Uint8Array
  /** As JSON. */
  readonly disclosures: readonly string[]
  /** The holder's token: header, payload, signature. */
  readonly binding: readonly [string, string, Uint8Array] | null
}

const textOf = (part: string): string => fromUtf8(fromBase64url(part))
const base64 = (text: string): string => toBase64url(toUtf8(text))

function prepare(seed: Seed): Prepared | null {
  const prepared = guard((): Prepared => {
    const { jws, disclosures, presented, binding } = splitSdJwt(seed.text.trim())
    const [header = '', payload = ''] = presented.split('.')
    const [own = '', bound = ''] = binding ? seed.text.slice(presented.length).split('.') : []
    return {
      seed,
      header: textOf(header),
      payload: textOf(payload),
      signature: jws.signature,
      disclosures: disclosures.map(({ encoded }) => textOf(encoded)),
      binding: binding && [textOf(own), textOf(bound), binding.jws.signature],
    }
  })
  return 'fault' in prepared ? null : prepared
}

/** Written as a presentation. With a key, the token or the holder's is signed anew. */
function write(
  own: Prepared,
  { key, holderKey }: { readonly key?: FuzzKey; readonly holderKey?: FuzzKey } = {},
): Omit<TextInput, 'kind' | 'seed' | 'lender'> {
  const signed = `${base64(own.header)}.${base64(own.payload)}`
  const signature = key ? key.sign(toUtf8(signed)) : own.signature
  const presented = `${[`${signed}.${toBase64url(signature)}`, ...own.disclosures.map(base64)].join('~')}~`
  return { text: presented + bindingOf(own, presented, holderKey), ...(key ? { signed } : {}) }
}

function bindingOf({ binding }: Prepared, presented: string, holderKey: FuzzKey | undefined): string {
  if (!binding) return ''
  const [header, payload, old] = binding
  // Bound to what is presented, if there is a key.
  const bound = holderKey ? payload.replace(/"sd_hash":"[^"]*"/, `"sd_hash":"${digestOf(presented)}"`) : payload
  const signed = `${base64(header)}.${base64(bound)}`
  return `${signed}.${toBase64url(holderKey ? holderKey.sign(toUtf8(signed)) : old)}`
}

type Change = (random: Random, own: Prepared, other: Prepared) => Omit<TextInput, 'kind' | 'seed' | 'lender'>

const mutateJson = (random: Random, json: string, other: string): string => {
  if (random.oneIn(8)) return mutateText(random, json, other)
  return writeJson(random, mutateTree(random, JSON.parse(json), { odd: oddValues, other: JSON.parse(other) }))
}

const byPayload: Change = (random, own, other) => {
  const made = { ...own, payload: mutateJson(random, own.payload, other.payload) }
  return write(made, random.oneIn(20) && own.seed.key ? { key: own.seed.key } : {})
}
const byHeader: Change = (random, own, other) => write({ ...own, header: mutateJson(random, own.header, other.header) })

/** A disclosure with another content, whose digests outside of it are made to fit. */
function replaceDisclosure(own: Prepared, at: number, json: string, left = 8): Prepared {
  const old = own.disclosures[at]
  // What was changed may hold the digest of what holds it.
  if (old === undefined || left === 0) return own
  const disclosures = own.disclosures.map((each, place) => (place === at ? json : each))
  const [before, after] = [digestOf(base64(old)), digestOf(base64(json))]
  const changed = { ...own, disclosures, payload: own.payload.replace(before, after) }
  const around = disclosures.findIndex((each, place) => place !== at && each.includes(before))
  const outer = disclosures[around]
  return outer === undefined ? changed : replaceDisclosure(changed, around, outer.replace(before, after), left - 1)
}

const byDisclosure: Change = (random, own, other) => {
  const at = random.below(own.disclosures.length)
  const json = mutateJson(random, own.disclosures[at] ?? '[]', random.pick(other.disclosures) ?? '[]')
  if (random.oneIn(8))
    return write({ ...own, disclosures: own.disclosures.map((each, place) => (place === at ? json : each)) })
  return write(replaceDisclosure(own, at, json), random.oneIn(20) && own.seed.key ? { key: own.seed.key } : {})
}

/** Other disclosures, others' disclosures, in another order. */
const byChoice: Change = (random, own, other) => {
  const disclosures = own.disclosures.filter(() => !random.oneIn(3))
  if (random.oneIn(3)) disclosures.reverse()
  if (random.oneIn(3)) disclosures.push(random.pick(own.disclosures) ?? '')
  if (random.oneIn(5)) disclosures.push(random.pick(other.disclosures) ?? '')
  if (random.oneIn(100)) disclosures.push(...Array.from({ length: 1100 }, (_, at) => `["a","b${at}",1]`))
  const holderKey = random.oneIn(4) ? own.seed.holderKey : undefined
  return write({ ...own, disclosures }, holderKey ? { holderKey } : {})
}

const byBinding: Change = (random, own, other) => {
  const [header, payload, signature] = own.binding ??
    other.binding ?? ['{"alg":"ES256","typ":"kb+jwt"}', '{"sd_hash":""}', new Uint8Array(64)]
  const part = random.below(4)
  const binding = [
    part === 0 ? mutateJson(random, header, header) : header,
    part === 1 ? mutateJson(random, payload, payload) : payload,
    part === 2 ? mutateBytes(random, signature, signature) : signature,
  ] as const
  const { holderKey } = own.seed
  return write({ ...own, binding }, random.oneIn(10) && holderKey ? { holderKey } : {})
}
const bySignature: Change = (random, own, other) =>
  write({ ...own, signature: mutateBytes(random, own.signature, other.signature) })

const changes: readonly [Change, ...Change[]] = [
  byPayload,
  byPayload,
  byHeader,
  byDisclosure,
  byDisclosure,
  byDisclosure,
  byChoice,
  byChoice,
  byBinding,
  byBinding,
  bySignature,
]

/** Makes inputs of SD-JWT VC from samples; null where there are none. */
export function makeSdJwtInputs(seeds: readonly Seed[]): ((random: Random) => TextInput) | null {
  const prepared = seeds.flatMap((seed) => prepare(seed) ?? [])
  const [first] = prepared
  if (!first) return null
  return (random) => {
    const [own = first, other = first] = [random.pick(prepared), random.pick(prepared)]
    const [seed, lender] = [own.seed, other.seed]
    if (random.oneIn(4)) return { kind: 'text', seed, lender, text: mutateText(random, seed.text, other.seed.text) }
    return { kind: 'text', seed, lender, ...random.pick(changes)(random, own, other) }
  }
}
