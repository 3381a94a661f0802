import { fromBase64, toBase64 } from '../encoding/base64.ts'
import { fromUtf8, toUtf8 } from '../encoding/utf8.ts'
import { guard } from '../fault.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateDer } from './mutate-der.ts'
import { mutateText } from './mutate-text.ts'
import { mutateTree, oddValues } from './mutate-tree.ts'
import type { Random } from './random.ts'
import type { Input, TrustFile } from './seed.ts'
import { writeJson } from './wild-json.ts'

/** A file, and what it is: a text or DER; JSON as a value. */
interface Prepared {
  readonly file: TrustFile
  readonly text: string | null
  readonly json: unknown
}

function prepare(file: TrustFile): Prepared {
  const text = guard(() => ({ text: fromUtf8(file.bytes) }))
  if ('fault' in text) return { file, text: null, json: undefined }
  try {
    return { file, text: text.text, json: JSON.parse(text.text) }
  } catch {
    return { file, text: text.text, json: undefined }
  }
}

const encoded = /[A-Za-z0-9+/]{40}[A-Za-z0-9+/\n]{20,}={0,2}/g

/** One of the certificates, lists or signatures that stand in a text as base64 is changed by its structure. */
function mutateInside(random: Random, text: string): string {
  encoded.lastIndex = random.below(text.length)
  const found = encoded.exec(text) ?? encoded.exec(text)
  if (!found) return mutateText(random, text, text)
  const der = guard(() => fromBase64(found[0].replaceAll('\n', '')))
  if ('fault' in der) return mutateText(random, text, text)
  return text.slice(0, found.index) + toBase64(mutateDer(random, der)) + text.slice(found.index + found[0].length)
}

function changed(random: Random, { file, text, json }: Prepared, other: Prepared): Uint8Array {
  if (text === null)
    return random.oneIn(3) ? mutateBytes(random, file.bytes, other.file.bytes) : mutateDer(random, file.bytes)
  const choice = random.below(8)
  if (json !== undefined && choice < 4)
    return toUtf8(writeJson(random, mutateTree(random, json, { odd: oddValues, other: other.json ?? other.text })))
  if (choice < 6) return toUtf8(mutateInside(random, text))
  if (choice === 6) return mutateBytes(random, file.bytes, other.file.bytes)
  return toUtf8(mutateText(random, text, other.text ?? ''))
}

/** Makes inputs of trust material. */
export function makeTrustInputs(files: readonly TrustFile[]): ((random: Random) => Input) | null {
  const prepared = files.map(prepare)
  const [first] = prepared
  if (!first) return null
  return (random) => {
    const [own = first, other = first] = [random.pick(prepared), random.pick(prepared)]
    return { kind: 'trust', file: own.file, bytes: changed(random, own, other) }
  }
}
