import {
  combineTrust,
  parseTrust,
  type Skipped,
  saveTrust,
  type TrustOptions,
  type TrustPart,
} from '@consular/certificate/trust'
import { type Json, ok, type Result, refuse } from '@consular/domain/shared'
import { onlyOwn, readPartner } from './partner.ts'

/** The files of a list. */
export interface ListFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A list of a source with what it has to be checked against. It travels to a thread: plain data. */
export interface SourceList {
  readonly kind: 'gdhcn' | 'dgcg' | 'smart' | 'csca' | 'partner'
  readonly country: string | null
  readonly issuer: string | null
  /** What must have signed it, and the contexts by which that is checked. */
  readonly options: TrustOptions
  readonly files: readonly ListFile[]
  /** The instant for which it has to be in force, milliseconds since 1970: when it came, for one that counts already. */
  readonly at: number
}

/** What was seen of the lists of one source. */
export interface About {
  readonly proven: boolean
  /** Milliseconds since 1970. */
  readonly at: number | null
  readonly skipped: readonly { readonly code: string; readonly count: number }[]
  readonly unchained: number
}

/** A trust list as `saveTrust` writes it, with what was seen. */
export interface Read {
  readonly text: string
  readonly about: About
}

/** Which kinds of material a source may give: another kind is another source's to give. */
const allowed: { readonly [kind in SourceList['kind']]: readonly string[] } = {
  gdhcn: ['gdhcn'],
  dgcg: ['dgcg', 'certificates', 'crl', 'dcc-revocation'],
  smart: ['jwks', 'directory', 'shc-revocation'],
  csca: ['certificates', 'crl'],
  partner: [
    'gdhcn',
    'certificates',
    'crl',
    'jwks',
    'did',
    'dcc-revocation',
    'shc-revocation',
    'status-list',
    'contexts',
  ],
}

/** A list that a verifier saved says of itself that its proofs were checked: it would pass for one of any kind. */
function isSaved(bytes: Uint8Array): boolean {
  const text = new TextDecoder()
    .decode(bytes)
    .replace(/^\uFEFF/, '')
    .trim()
  for (const each of [text, text.replaceAll(/[\r\n]+/g, '')])
    try {
      const json: unknown = JSON.parse(each)
      return typeof json === 'object' && json !== null && 'format' in json
    } catch {
      // Not JSON: no saved list either.
    }
  return false
}

/** One file of a list as part of the trust. Refuses with the code of the library, `trust.saved` or `trust.wrong-kind`. */
export async function readFile(
  { name, bytes }: ListFile,
  source: Pick<SourceList, 'kind' | 'issuer' | 'options'>,
): Promise<Result<TrustPart>> {
  if (isSaved(bytes)) return refuse('trust.saved', { name })
  const { kind, issuer, options } = source
  const parsed = await parseTrust(bytes, name, { ...options, ...(issuer === null ? {} : { issuer }) })
  if (!parsed.ok) {
    const { code, data = {} } = parsed.refusal
    return refuse(known.has(code) ? code : 'trust.broken', { name, cause: code, ...(data as { [key: string]: Json }) })
  }
  const found = parsed.value.sources.map((each) => each.kind)
  const strange = found.find((each) => !allowed[kind].includes(each))
  return strange === undefined ? ok(parsed.value) : refuse('trust.wrong-kind', { name, kind: strange })
}

const known: ReadonlySet<string> = new Set(['trust.proof', 'trust.unknown-kind', 'trust.too-large'])

const counted = (skipped: readonly Skipped[]): About['skipped'] =>
  [...Map.groupBy(skipped, ({ code }) => code)].map(([code, all]) => ({ code, count: all.length }))

/** The parts of one source's list, with the instant that a partner's index names. Refuses whole what has one file that cannot be used: to leave a file out may trust what it revokes. */
async function partsOf(source: SourceList): Promise<Result<{ parts: TrustPart[]; at: number | null }>> {
  if (source.kind === 'partner') return readPartner(source)
  const parts: TrustPart[] = []
  for (const file of source.files) {
    const part = await readFile(file, source)
    if (!part.ok) return part
    // JSON-LD contexts say what signed words mean: only a partner brings its own, for its own.
    parts.push({ ...part.value, contexts: {} })
  }
  return ok({ parts, at: null })
}

/** A revocation list of an authority or issuer that is not in this trust says nothing here; one that pretends to be of a known one is forged. */
const isStranger = (code: string): boolean => code === 'crl.authority' || code === 'key.unknown'

/** Reads the lists of some sources together to one trust list; `about` tells of all of them. Refuses with the code of the first list that cannot be used. */
export async function readLists(sources: readonly SourceList[]): Promise<Result<Read>> {
  const parts: TrustPart[] = []
  const times: number[] = []
  const skipped: Skipped[] = []
  let proven = true
  for (const source of sources) {
    const read = await partsOf(source)
    if (!read.ok) return read
    const own =
      source.kind === 'partner' ? read.value.parts.map((part) => onlyOwn(part, source, skipped)) : read.value.parts
    parts.push(...own)
    const dated = own.flatMap((part) => part.sources.flatMap(({ at }) => (at === null ? [] : [at])))
    times.push(...(read.value.at === null ? dated : [read.value.at]))
    proven &&= source.kind === 'partner' || own.every((part) => part.sources.every(({ proof }) => proof === 'verified'))
  }
  const refused: Skipped[] = []
  const trust = await combineTrust(parts, (each) => refused.push(each))
  const forged = refused.find(({ code }) => !isStranger(code))
  if (forged) return refuse('trust.proof', { name: forged.at, reason: forged.code })
  skipped.push(...refused)
  skipped.push(...parts.flatMap((part) => part.skipped))
  const holds = [trust.signers, trust.authorities, trust.issuers, trust.dccRevocations, trust.shcRevocations]
  if (sources.length > 0 && [...holds, trust.certificateRevocations].every((each) => each.length === 0))
    return refuse('trust.nothing-in-it')
  const unchained = trust.signers.filter(({ issuedBy }) => issuedBy.length === 0).length
  const at = times.length === 0 ? null : Math.min(...times)
  return ok({ text: saveTrust(trust), about: { proven, at, skipped: counted(skipped), unchained } })
}
