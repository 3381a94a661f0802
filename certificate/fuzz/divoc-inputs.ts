import { crc32 } from 'node:zlib'
import { entryName } from '../divoc/read.ts'
import { proofContext } from '../divoc/verify.ts'
import { readZipEntry } from '../divoc/zip.ts'
import { toBase64url } from '../encoding/base64.ts'
import { isObject, type JsonObject, parseJson } from '../encoding/json.ts'
import { fromUtf8, toUtf8 } from '../encoding/utf8.ts'
import { guard, Malformed } from '../fault.ts'
import { canonise } from '../linked-data/canonise.ts'
import { bytesToSign, takeProof } from '../linked-data/proof.ts'
import { joinBytes } from '../signature/der.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateText } from './mutate-text.ts'
import { mutateTree, oddValues } from './mutate-tree.ts'
import { bombs, packRaw } from './packing.ts'
import type { Random } from './random.ts'
import { latin1, type Seed, type TextInput } from './seed.ts'
import { writeJson } from './wild-json.ts'

/** A credential taken apart. */
interface Prepared {
  readonly seed: Seed
  readonly archive: Uint8Array
  readonly json: string
  readonly credential: JsonObject
}

function prepare(seed: Seed): Prepared | null {
  const prepared = guard(() => {
    const isZip = seed.text.startsWith('PK')
    if (!isZip && !seed.text.includes('"@context"')) return null
    const content = isZip ? readZipEntry(Buffer.from(seed.text, 'latin1'), entryName, 1_000_000) : toUtf8(seed.text)
    const json = fromUtf8(content)
    const credential = parseJson(json)
    return isObject(credential) ? { seed, json, credential, archive: zip([{ name: entryName, content }]) } : null
  })
  return prepared && 'fault' in prepared ? null : prepared
}

interface Entry {
  readonly name: string
  readonly content: Uint8Array
  readonly method?: number
  readonly flags?: number
  /** As it lies in the archive; the content itself where nothing is said. */
  readonly packed?: Uint8Array
  /** What the central directory says of sizes and check where it lies. */
  readonly lie?: { readonly size?: number; readonly packed?: number; readonly crc?: number; readonly at?: number }
}

const numbers = (...fields: readonly (readonly [width: 2 | 4, value: number])[]): Uint8Array => {
  const bytes = Buffer.alloc(fields.reduce((sum, [width]) => sum + width, 0))
  let at = 0
  for (const [width, value] of fields) at = bytes.writeUIntLE(value % 256 ** width, at, width)
  return bytes
}

/** An archive of some entries, true or not. */
function zip(entries: readonly Entry[], comment = ''): Uint8Array {
  const [locals, directory]: [Uint8Array[], Uint8Array[]] = [[], []]
  let at = 0
  for (const { name, content, method = 0, flags = 0, packed = content, lie = {} } of entries) {
    const described = (told: NonNullable<Entry['lie']>): Uint8Array =>
      numbers(
        [2, 20],
        [2, flags],
        [2, method],
        [4, 0x210000],
        [4, told.crc ?? crc32(content)],
        [4, told.packed ?? packed.length],
        [4, told.size ?? content.length],
        [2, name.length],
        [2, 0],
      )
    const local = joinBytes([numbers([4, 0x04034b50]), described({}), toUtf8(name), packed])
    directory.push(
      numbers([4, 0x02014b50], [2, 20]),
      described(lie),
      numbers([2, 0], [4, 0], [4, 0], [4, lie.at ?? at]),
      toUtf8(name),
    )
    locals.push(local)
    at += local.length
  }
  const central = joinBytes(directory)
  const end = numbers(
    [4, 0x06054b50],
    [4, 0],
    [2, entries.length],
    [2, entries.length],
    [4, central.length],
    [4, at],
    [2, comment.length],
  )
  return joinBytes([...locals, central, end, toUtf8(comment)])
}

/** A document as JSON, or in an archive. */
function wrap(random: Random, json: string): string {
  if (random.oneIn(2)) return json
  const content = toUtf8(json)
  return latin1(
    zip([
      random.oneIn(2)
        ? { name: entryName, content }
        : { name: entryName, content, method: 8, packed: packRaw(random, content) },
    ]),
  )
}

type Made = Omit<TextInput, 'kind' | 'seed' | 'lender'>
type Change = (random: Random, own: Prepared, other: Prepared) => Made | Promise<Made>

const byText: Change = (random, { seed }, other) => ({ text: mutateText(random, seed.text, other.seed.text) })
const byArchive: Change = (random, { archive }, other) => ({
  text: latin1(mutateBytes(random, archive, other.archive)),
})

/** Archives that say two things, or more than is true. */
const byEntries: Change = (random, { json }, other) => {
  const [content, others] = [toUtf8(json), toUtf8(other.json)]
  const entry: Entry = { name: entryName, content }
  const number = random.pick([0, 1, 0xffff, 0x7fffffff, 0xffffffff, content.length + 1] as const)
  const lie = { [random.pick(['size', 'packed', 'crc', 'at'] as const)]: number }
  const archives: readonly (readonly Entry[])[] = [
    [entry, { name: 'other.json', content: others }],
    [entry, { name: entryName, content: others }],
    [{ name: 'CERTIFICATE.json', content }],
    [{ ...entry, lie }],
    [{ ...entry, method: 8, packed: packRaw(random, content), lie }],
    [
      {
        ...entry,
        method: 8,
        packed: random.pick(bombs) ?? content,
        lie: { size: random.pick([1000, 200_000, 16_000_000]) },
      },
    ],
    [{ ...entry, method: random.pick([1, 8, 9, 12, 93, 99]) }],
    [{ ...entry, flags: random.pick([1, 8, 64, 2048]) }],
    Array.from({ length: 70 }, (_, at) => ({ name: `${at}`, content: new Uint8Array(0) })),
    [],
  ]
  const comment = random.oneIn(4) ? 'PK\u0005\u0006'.repeat(random.below(random.oneIn(20) ? 10_000 : 10)) : ''
  return { text: latin1(zip(random.pick(archives) ?? [], comment)) }
}
const byJson: Change = (random, { json }, other) => ({ text: wrap(random, mutateText(random, json, other.json)) })
const byTree: Change = (random, { credential }, other) => ({
  text: wrap(random, writeJson(random, mutateTree(random, credential, { odd: oddValues, other: other.credential }))),
})
const byProof: Change = (random, { credential }, other) => {
  const proof = random.oneIn(3)
    ? other.credential['proof']
    : mutateTree(random, credential['proof'], { odd: oddValues, other: other.credential['proof'] })
  return { text: wrap(random, writeJson(random, { ...credential, proof })) }
}

/** Members that the contexts do not define, or that mean something to JSON-LD, beside those that are signed. */
const byAddition: Change = (random, { credential }) => {
  const subject = credential['credentialSubject']
  const name = random.pick([
    'name',
    'dose',
    'vaccine',
    'x',
    '@id',
    '@type',
    '@graph',
    '@context',
    '@included',
    '@reverse',
    'http://a.example/b',
    'id:x',
  ] as const)
  const value = random.pick(oddValues)
  if (random.oneIn(2) || !isObject(subject))
    return { text: wrap(random, writeJson(random, { ...credential, [name]: value })) }
  return { text: wrap(random, writeJson(random, { ...credential, credentialSubject: { ...subject, [name]: value } })) }
}

/** Changed, and signed anew if there is a key and a canonical form. */
const bySigning: Change = async (random, { credential, seed }, other) => {
  const { proof: _, ...rest } = credential
  const document: unknown = JSON.parse(
    JSON.stringify(mutateTree(random, rest, { odd: oddValues, other: other.credential })),
  )
  const { key, trust } = seed
  try {
    const { options, header } = takeProof(credential)
    if (!key || !isObject(document)) return { text: JSON.stringify(document) }
    const { quads } = await canonise(document, trust.contexts)
    const proof = await canonise({ ...options, '@context': proofContext }, trust.contexts)
    const jws = `${header}..${toBase64url(key.sign(bytesToSign(header, proof.quads, quads)))}`
    return { text: wrap(random, JSON.stringify({ ...document, proof: { ...options, jws } })), signed: quads }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return {
      text: wrap(random, JSON.stringify({ ...(isObject(document) ? document : {}), proof: credential['proof'] })),
    }
  }
}

const changes: readonly [Change, ...Change[]] = [
  byText,
  byText,
  byArchive,
  byArchive,
  byEntries,
  byJson,
  byTree,
  byTree,
  byProof,
  byAddition,
]

/** Makes inputs of DIVOC from samples; null where there are none. */
export function makeDivocInputs(seeds: readonly Seed[]): ((random: Random) => Promise<TextInput>) | null {
  const prepared = seeds.flatMap((seed) => prepare(seed) ?? [])
  const [first] = prepared
  if (!first) return null
  return async (random) => {
    const [own = first, other = first] = [random.pick(prepared), random.pick(prepared)]
    // Canonising costs a hundred times what most inputs do.
    const change = random.oneIn(50) ? bySigning : random.pick(changes)
    return { kind: 'text', seed: own.seed, lender: other.seed, ...(await change(random, own, other)) }
  }
}
