import { combineTrust, noTrust, parseTrust, type TrustList, type TrustPart } from '@consular/certificate/trust'
import { type KeyContext, keysOf } from './open-keys.ts'
import type { Published } from './publish.ts'
import { publishedOf } from './published-now.ts'

const anchorPath = '/.well-known/list-signing/did.json'

/** The kinds of published files that a partner reads: the rest says the same in another place, or is about the files themselves. */
export const partnerKinds: ReadonlySet<string> = new Set([
  'gdhcn',
  'csca',
  'crl',
  'jwks-by-issuer',
  'did',
  'dcc-revocation',
  'shc-revocation',
  'status-list',
  'contexts',
])

const jsonOf = (published: Published, path: string): unknown => {
  const file = published.get(path)
  return file && JSON.parse(new TextDecoder().decode(file.bytes))
}

/** The trust in ourselves, from the bytes that are published and nothing else; nothing where nothing is. Throws where a file of ours is refused: that is a bug. */
export async function trustOf(published: Published, address: string): Promise<TrustList> {
  if (published.size === 0) return noTrust
  const contexts = jsonOf(published, '/.well-known/contexts.json') as { readonly [url: string]: unknown }
  const options = { anchor: jsonOf(published, anchorPath), contexts, issuer: address }
  const parts: TrustPart[] = []
  for (const [path, { kind, bytes }] of published) {
    if (!partnerKinds.has(kind)) continue
    const parsed = await parseTrust(bytes, path, options)
    if (!parsed.ok) throw new Error(`${path}: ${parsed.refusal.code}`)
    parts.push(parsed.value)
  }
  return combineTrust(parts, ({ code, at }) => {
    throw new Error(`${at}: ${code}`)
  })
}

/** The trust in our own certificates, for the verifier's app and the commands: exactly what a partner gets who reads our `/.well-known/`. */
export async function ownTrust(context: KeyContext): Promise<TrustList> {
  const index = await (await keysOf(context)).keys.index()
  return index === null ? noTrust : trustOf(await publishedOf(context), index.identity.address)
}
