import { fromBase64 } from '../encoding/base64.ts'
import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { fromUtf8 } from '../encoding/utf8.ts'
import { guard } from '../fault.ts'
import type { Outcome } from '../record.ts'
import { readDerFile, readPem } from './certificates.ts'
import { entriesOf, parseLoose, readDgcg, readGerman, splitGerman } from './dgcg.ts'
import { readDidIssuer } from './did-issuer.ts'
import { isGdhcn, readGdhcn } from './gdhcn.ts'
import { isKeySetByIssuer, isPlainKeySet, readDirectory, readKeySets, readPlainKeySet } from './jwks.ts'
import { attempt, makePart, refuse, type TrustOptions, type TrustPart } from './part.ts'
import { isDccBatch, isShcList, readDccBatch, readShcList } from './revocation-lists.ts'
import { isSaved, partOfSaved } from './saved.ts'
import { readStatusToken } from './status-token.ts'
import type { Source } from './trust-list.ts'

/** 64 MiB: larger than any list that is published. */
const largest = 0x0400_0000

const expected =
  'pem, der, gdhcn, dgcg, jwks, directory, did, crl, dcc-revocation, shc-revocation, status-list, contexts, consular-trust'

/**
 * Reads one file of trust material, recognised by its content; the name is for messages (and tells the issuer of a plain key set that lies under its `.well-known`). Refuses, with `name` in the
 * data: `trust.unknown-kind` (with `expected`), `trust.private-key`, `trust.public-key`, `trust.proof` (with `reason`), `trust.issuer`, `trust.too-large`, or the code of what is broken in the file.
 * A broken entry of a list is left out and named in `skipped`. Never throws.
 */
export async function parseTrust(
  bytes: Uint8Array,
  name: string,
  options: TrustOptions = {},
): Promise<Outcome<TrustPart>> {
  if (bytes.length > largest) return refuse('trust.too-large', { name })
  const result = await attempt(() => recognise(bytes, name, options))
  if ('value' in result) return result.value
  const { code, at = null } = result.fault
  return code === 'trust.unknown-kind' ? unknownKind(name) : refuse(code, { name, at })
}

const unknownKind = (name: string): Outcome<never> => refuse('trust.unknown-kind', { name, expected })
const ok = (value: TrustPart): Outcome<TrustPart> => ({ ok: true, value })

async function recognise(bytes: Uint8Array, name: string, options: TrustOptions): Promise<Outcome<TrustPart>> {
  // A SEQUENCE, unless it is the digit 0 of a text.
  if (bytes[0] === 0x30 && !isText(bytes)) return ok(readDerFile(bytes, name))
  const german = splitGerman(bytes)
  if (german) return readGerman(german, name, options)
  const decoded = guard(() => fromUtf8(bytes))
  if (typeof decoded !== 'string') return unknownKind(name)
  const text = decoded.replace(/^\uFEFF/, '').trim()
  if (/^[[{]/.test(text)) return readJson(parseLoose(text), name, options)
  if (text.includes('-----BEGIN ')) return ok(await readPem(text, name))
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return ok(partOfStatus(text, null, name))
  if (/^MII[A-Za-z0-9+/=\s]+$/.test(text)) return ok(readDerFile(fromBase64(text.replaceAll(/\s+/g, '')), name))
  return unknownKind(name)
}

const isText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 16).every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13))

async function readJson(json: unknown, name: string, options: TrustOptions): Promise<Outcome<TrustPart>> {
  const entries = entriesOf(json)
  if (entries) return readDgcg(entries, name, options)
  if (!isObject(json)) return unknownKind(name)
  if (isSaved(json)) return partOfSaved(json, name)
  if (isArray(json['participating_issuers'])) return ok(await readDirectory(json, name))
  if (isPlainKeySet(json)) return readPlainKeySet(json, name, options)
  if (isShcList(json)) return ok(await readShcList(json, name, options))
  if (isDccBatch(json)) return ok(await readDccBatch(json, name))
  const { uri, token, id } = json
  if (isString(token)) return ok(partOfStatus(token, isString(uri) ? uri : null, name))
  if (isGdhcn(json)) return readGdhcn(json, name, options)
  if (isString(id) && id.startsWith('did:')) return ok(await readDidIssuer(json, name))
  if (isKeySetByIssuer(json)) return readKeySets(json, name)
  return isContexts(json) ? ok(partOfContexts(json, name)) : unknownKind(name)
}

function sourceOf(name: string, kind: Source['kind']): Source {
  return { name, kind, at: null, proof: 'none' }
}

function partOfStatus(token: string, uri: string | null, name: string): TrustPart {
  const own = readStatusToken(token)
  return makePart(sourceOf(name, 'status-list'), { statusTokens: [{ token, uri: uri ?? own.uri }] })
}

/** JSON-LD contexts by their URL. */
const isContexts = (json: JsonObject): boolean =>
  Object.keys(json).length > 0 &&
  Object.entries(json).every(
    ([url, document]) => /^https?:\/\//.test(url) && isObject(document) && '@context' in document,
  )

const partOfContexts = (contexts: JsonObject, name: string): TrustPart =>
  makePart(sourceOf(name, 'contexts'), { contexts })
