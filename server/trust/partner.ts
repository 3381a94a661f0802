import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Skipped, TrustPart } from '@consular/certificate/trust'
import { ok, type Result, refuse } from '@consular/domain/shared'
import * as z from 'zod'
import { partnerKinds } from '../certificate/index.ts'
import { readFile, type SourceList } from './read-list.ts'

/** Where another service of this kind tells all that it publishes. */
export const indexPath = '/.well-known/consular-health.jws'

const Jws = z.object({ payload: z.string(), protected: z.string(), signature: z.string() })
const Header = z.object({ alg: z.literal('ES256'), kid: z.string() })
const Anchor = z.object({
  verificationMethod: z.array(z.object({ id: z.string(), publicKeyJwk: z.record(z.string(), z.unknown()) })),
  assertionMethod: z.array(z.string()),
})
const Index = z.object({
  format: z.literal('consular-health/1'),
  country: z.string(),
  at: z.iso.datetime(),
  until: z.iso.datetime(),
  files: z
    .array(
      z.object({
        path: z.string().regex(/^\/\.well-known\/[\w./-]+$/),
        kind: z.string(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(500),
})
type Index = z.infer<typeof Index>

/** The paths that a partner's index names and that are read here. */
export const pathsOf = ({ files }: Index): readonly string[] =>
  files.filter(({ kind }) => partnerKinds.has(kind)).map(({ path }) => path)

const textOf = (base64url: string): string => Buffer.from(base64url, 'base64url').toString()

/**
 * The signed index of a partner among some files: its signature by the anchor, its country, its time. Refuses `trust.file-missing` where there is none, `trust.proof` and
 * `trust.expired`. The anchor is the partner's DID document of the key that signs its lists.
 */
export function readIndex(
  files: readonly Uint8Array[],
  { country, options, at }: Pick<SourceList, 'country' | 'options' | 'at'>,
): Result<Index> {
  for (const bytes of files) {
    const jws = Jws.safeParse(jsonOf(bytes))
    if (!jws.success) continue
    const index = verified(jws.data, options.anchor)
    if (index === null) return refuse('trust.proof', { name: indexPath, reason: 'signature.mismatch' })
    if (index.country !== country) return refuse('trust.proof', { name: indexPath, reason: 'country' })
    if (Temporal.Instant.from(index.until).epochMilliseconds < at)
      return refuse('trust.expired', { name: indexPath, until: index.until })
    return ok(index)
  }
  return refuse('trust.file-missing', { name: indexPath })
}

function verified(jws: z.infer<typeof Jws>, anchor: unknown): Index | null {
  try {
    const header = Header.parse(JSON.parse(textOf(jws.protected)))
    const { verificationMethod: methods, assertionMethod } = Anchor.parse(anchor)
    const method = methods.find(({ id }) => id === header.kid && assertionMethod.includes(id))
    if (!method) return null
    const key = createPublicKey({ key: method.publicKeyJwk, format: 'jwk' })
    const signed = Buffer.from(`${jws.protected}.${jws.payload}`)
    const signature = Buffer.from(jws.signature, 'base64url')
    if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)) return null
    return Index.parse(JSON.parse(textOf(jws.payload)))
  } catch {
    // Whatever cannot be read was not signed in a form that we know.
    return null
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}

/** All that a partner publishes, each file held to the digest in its signed index. A file that the index names and that is not there refuses the whole. */
export async function readPartner(source: SourceList): Promise<Result<{ parts: TrustPart[]; at: number | null }>> {
  const bytes = source.files.map((file) => file.bytes)
  const index = readIndex(bytes, source)
  if (!index.ok) return index
  const byDigest = new Map(bytes.map((each) => [createHash('sha256').update(each).digest('hex'), each]))
  const found = index.value.files.filter(({ kind }) => partnerKinds.has(kind))
  const missing = found.find(({ sha256 }) => !byDigest.has(sha256))
  if (missing) return refuse('trust.file-missing', { name: missing.path })
  const contexts = found.flatMap(({ kind, sha256 }) => (kind === 'contexts' ? [byDigest.get(sha256)] : []))
  const given = Object.assign({}, ...contexts.map((each) => jsonOf(each ?? new Uint8Array()))) as object
  const options = { ...source.options, contexts: { ...given, ...source.options.contexts } }
  const parts: TrustPart[] = []
  for (const { path, sha256 } of found) {
    const part = await readFile({ name: path, bytes: byDigest.get(sha256) as Uint8Array }, { ...source, options })
    if (!part.ok) return part
    parts.push(part.value)
  }
  return ok({ parts, at: Temporal.Instant.from(index.value.at).epochMilliseconds })
}

/** What a partner says of itself, and nothing that it says of others: its own country's keys, issuers and contexts of its own address. What is left out is named in `skipped`. */
export function onlyOwn(
  part: TrustPart,
  { country, issuer }: Pick<SourceList, 'country' | 'issuer'>,
  skipped: Skipped[],
): TrustPart {
  const { origin, host } = new URL(issuer ?? 'https://invalid.invalid')
  const did = `did:web:${host.replace(':', '%3A')}`
  const isOwn = (id: string): boolean =>
    id === origin || id.startsWith(`${origin}/`) || id === did || id.startsWith(`${did}:`)
  const keep = <T>(list: readonly T[], fits: (each: T) => boolean, nameOf: (each: T) => string): T[] =>
    list.filter((each) => {
      if (!fits(each)) skipped.push({ code: 'trust.not-its-own', at: nameOf(each) })
      return fits(each)
    })
  return {
    ...part,
    authorities: keep(
      part.authorities,
      (each) => each.country === country,
      (each) => each.subject,
    ),
    signers: keep(
      part.signers,
      ({ signer }) => signer.country === country,
      ({ signer }) => signer.keyId,
    ),
    issuers: keep(
      part.issuers,
      ({ id }) => isOwn(id),
      ({ id }) => id,
    ),
    dccRevocations: keep(
      part.dccRevocations,
      (each) => each.country === country,
      (each) => each.country,
    ),
    shcRevocations: keep(
      part.shcRevocations.map((each) => ({ ...each, issuer: each.issuer ?? origin })),
      (each) => isOwn(each.issuer),
      (each) => each.keyId,
    ),
    statusTokens: keep(
      part.statusTokens,
      ({ uri }) => isOwn(uri),
      ({ uri }) => uri,
    ),
    // Its contexts of others would say what the words of everybody mean.
    contexts: Object.fromEntries(Object.entries(part.contexts).filter(([url]) => isOwn(url))),
  }
}
