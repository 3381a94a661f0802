import { readDivoc } from '../divoc/read.ts'
import { parseInstant } from '../encoding/time.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { readHcert } from '../hcert/index.ts'
import { read } from '../read.ts'
import type { Report } from '../report.ts'
import { readSdJwt } from '../sdjwt/index.ts'
import { readShc } from '../shc/index.ts'
import { combineTrust, parseTrust, type TrustList, type TrustPart } from '../trust/index.ts'
import { readVds } from '../vds/index.ts'
import { verify } from '../verify.ts'
import { type Corpus, Counter, type Files } from './corpus.ts'

interface Case {
  readonly id: string
  readonly format: string
  readonly text: string
  readonly at: string
  readonly trust: readonly string[]
  readonly keyBinding?: { readonly audience: string; readonly nonce: string }
  readonly expect: {
    readonly verdict: string
    readonly alsoAccept?: readonly string[]
    readonly holder?: { readonly [member: string]: string }
  }
}

async function partOf(bytes: Uint8Array, name: string): Promise<TrustPart> {
  const parsed = await parseTrust(bytes, name)
  if (!parsed.ok) throw new Error(`${name}: ${parsed.refusal.code}`)
  return parsed.value
}

/** Contexts are at hand for every case; the rest of its trust is what the case names. */
async function contextsOf(files: Files): Promise<TrustPart> {
  const index = JSON.parse(await files.text('fresh/trust/contexts/index.json')) as { readonly [url: string]: string }
  const contexts: { [url: string]: unknown } = {}
  for (const [url, file] of Object.entries(index))
    contexts[url] = JSON.parse(await files.text(`fresh/trust/contexts/${file}`))
  return await partOf(toUtf8(JSON.stringify(contexts)), 'contexts')
}

/** The verdict, and what of the holder is not as expected. */
function described({ verdict, holder }: Report, expected: { readonly [member: string]: string } = {}): string {
  const told = new Map<string, unknown>(Object.entries(holder ?? {}))
  const other = Object.entries(expected).find(([member, value]) => told.get(member) !== value)
  return other === undefined ? verdict : `${verdict}, ${other[0]} ${String(told.get(other[0]))}`
}

const readers = { hcert: readHcert, shc: readShc, 'vds-nc': readVds, divoc: readDivoc, 'sd-jwt-vc': readSdJwt }

/** The families that take a text of another format for their own. */
const mistaken = ({ format, text }: Case): string =>
  Object.entries(readers)
    .filter(([family, reader]) => !format.startsWith(family) && reader(text).family !== null)
    .map(([family]) => family)
    .join(', ')

/** The freshly signed certificates of all families, recognised by the library itself: verdict and holder of each, and no reader that takes it for another family. */
export const fresh: Corpus = {
  name: 'fresh',
  run: async (files) => {
    const counter = new Counter('fresh')
    const contexts = await contextsOf(files)
    const lists = new Map<string, TrustList>()
    for (const line of (await files.text('fresh/cases.jsonl')).split('\n').filter((each) => each !== '')) {
      const each = JSON.parse(line) as Case
      const { id, text, at, trust: names, keyBinding, expect } = each
      const key = names.join(' ')
      const parts: TrustPart[] = [contexts]
      if (!lists.has(key)) for (const name of names) parts.push(await partOf(await files.bytes(`fresh/${name}`), name))
      const trust = lists.get(key) ?? (await combineTrust(parts))
      lists.set(key, trust)
      const options = keyBinding ? { keyBinding } : {}
      const report = await verify(read(text), trust, parseInstant(at) ?? Number.NaN, options)
      counter.expect(`${id}: for another family`, '', mistaken(each))
      counter.expect(id, [expect.verdict, ...(expect.alsoAccept ?? [])], described(report, expect.holder))
    }
    return counter.tally
  },
}
