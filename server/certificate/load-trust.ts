import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { publicKeyFromSpki } from '@consular/certificate'
import {
  combineTrust,
  parseTrust,
  type Skipped,
  type TrustList,
  type TrustOptions,
  type TrustPart,
} from '@consular/certificate/trust'
import * as z from 'zod'
import { type FileBelow, filesBelow } from './files-below.ts'
import { Misuse } from './misuse.ts'

/** A trust list as it was loaded from files. */
export interface LoadedTrust {
  readonly trust: TrustList
  readonly parts: readonly TrustPart[]
  /** Files of folders that are no trust material. */
  readonly passedOver: readonly string[]
  /** Revocation and status lists that nobody of this trust signed. */
  readonly refused: readonly Skipped[]
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `contexts/index.json`: which file beside it holds which JSON-LD context. */
const ContextIndex = z.record(z.string().regex(/^https?:\/\//), z.string().regex(/^[\w-][\w.-]*$/))

interface Contexts {
  readonly byUrl: { [url: string]: unknown }
  /** The index files and those that they name: they are no material by themselves. */
  readonly files: Set<string>
}

async function contextsOf(files: readonly FileBelow[]): Promise<Contexts> {
  const contexts: Contexts = { byUrl: {}, files: new Set() }
  for (const { path, bytes } of files) {
    const index = path.endsWith('.json') ? ContextIndex.safeParse(jsonOf(textOf(bytes))) : null
    if (!index?.success || Object.keys(index.data).length === 0) continue
    contexts.files.add(resolve(path))
    for (const [url, name] of Object.entries(index.data)) {
      const beside = join(dirname(path), name)
      const [file] = await filesBelow(beside)
      contexts.byUrl[url] = file && jsonOf(textOf(file.bytes))
      contexts.files.add(resolve(beside))
    }
  }
  return contexts
}

const derOf = (pem: string): Uint8Array => Uint8Array.from(Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64'))

/** What signs the lists themselves: a DID document (GDHCN), a public key (a German list as a whole), certificates (uploads to the DGCG). */
async function anchorsOf(paths: readonly string[]): Promise<TrustOptions> {
  const options: { -readonly [option in keyof TrustOptions]: TrustOptions[option] } = {}
  const uploads: Uint8Array[] = []
  for (const path of paths)
    for (const { bytes, path: name } of await filesBelow(path)) {
      const text = textOf(bytes)
      const json = jsonOf(text)
      const [key] = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/.exec(text) ?? []
      const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
      if (json !== undefined) options.anchor = json
      else if (key) options.listKey = listKeyOf(key, name)
      else if (certificates) uploads.push(...certificates.map(derOf))
      else throw new Misuse(`${name} cannot sign a list: expected a DID document, a public key or certificates (PEM).`)
    }
  return uploads.length > 0 ? { ...options, uploadCertificates: uploads } : options
}

function listKeyOf(pem: string, name: string): NonNullable<TrustOptions['listKey']> {
  try {
    return publicKeyFromSpki(derOf(pem))
  } catch (cause) {
    throw new Misuse(`${name} holds a public key that cannot be read.`, { cause })
  }
}

/** Refusals of a whole file, in one line. */
function complaint(name: string, { code, data }: { readonly code: string; readonly data?: object }): string {
  const more = Object.entries(data ?? {}).filter(([member, value]) => member !== 'name' && value !== null)
  return `${name}: ${code}${more.map(([member, value]) => `, ${member} ${String(value)}`).join('')}`
}

/** `contexts/index.json` beside the material, or up to two folders above it: contexts come with the trust material, whether they are named or not. */
async function contextsBeside(paths: readonly string[]): Promise<readonly FileBelow[]> {
  const places = paths.flatMap((path) => {
    const own = dirname(resolve(path))
    return [own, dirname(own), dirname(dirname(own))].map((folder) => join(folder, 'contexts', 'index.json'))
  })
  const there = [...new Set(places)].filter((place) => existsSync(place))
  const files: FileBelow[] = []
  for (const place of there) files.push(...(await filesBelow(place)))
  return files
}

interface Parts {
  readonly parts: TrustPart[]
  readonly passedOver: string[]
}

async function partsOf(paths: readonly string[], anchors: readonly string[]): Promise<Parts> {
  const options = await anchorsOf(anchors)
  const files: FileBelow[] = []
  for (const path of paths) files.push(...(await filesBelow(path)))
  const contexts = await contextsOf([...files, ...(await contextsBeside(paths))])
  const found: Parts = { parts: [], passedOver: [] }
  const known = Buffer.from(JSON.stringify(contexts.byUrl))
  const all = contexts.files.size > 0 ? [...files, { path: 'contexts', bytes: known }] : files
  for (const { path, bytes } of all) {
    if (contexts.files.has(resolve(path))) continue
    const parsed = await parseTrust(bytes, path, { ...options, contexts: contexts.byUrl })
    if (parsed.ok) found.parts.push(parsed.value)
    else if (!paths.includes(path) && parsed.refusal.code === 'trust.unknown-kind') found.passedOver.push(path)
    else throw new Misuse(complaint(path, parsed.refusal))
  }
  return found
}

/**
 * The trust list of files and folders, each file recognised by its content. `anchors` name what signs the lists: with one, a list whose proof fails is refused.
 * Contexts are recognised by an index that names the file of each URL; those in a folder `contexts` beside the material count too. A file that is no trust material is a misuse where it was named itself, and passed over
 * in a folder; one that is broken or refused always is a misuse.
 */
export async function loadTrust(paths: readonly string[], anchors: readonly string[] = []): Promise<LoadedTrust> {
  const { parts, passedOver } = await partsOf(paths, anchors)
  const refused: Skipped[] = []
  const trust = await combineTrust(parts, (each) => refused.push(each))
  return { trust, parts, passedOver, refused }
}

/** Base64 of DER: a SEQUENCE of at least 60 bytes. */
const isDer = (item: string): boolean => /^M[A-Za-z0-9+/\s]{80,}={0,2}$/.test(item)

/** The trust of one line of a batch: paths relative to a folder, or certificates as base64 of DER. */
export async function trustOf(list: readonly string[], folder: string): Promise<TrustList> {
  const { parts } = await partsOf(
    list.filter((item) => !isDer(item)).map((item) => join(folder, item)),
    [],
  )
  for (const item of list.filter(isDer)) {
    const parsed = await parseTrust(Buffer.from(item, 'base64'), 'certificate')
    if (!parsed.ok) throw new Misuse(complaint('certificate', parsed.refusal))
    parts.push(parsed.value)
  }
  return await combineTrust(parts)
}
