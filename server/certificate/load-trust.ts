import { resolve } from 'node:path'
import type { Refusal } from '@consular/certificate'
import { combineTrust, parseTrust, type Skipped, type TrustList, type TrustPart } from '@consular/certificate/trust'
import { type FileBelow, filesBelow } from './files-below.ts'
import { Unusable } from './misuse.ts'
import { sentenceOf } from './plain-report.ts'
import { readAnchors } from './trust-anchors.ts'
import { findContexts } from './trust-contexts.ts'

/** A trust list as it was loaded from files. */
export interface LoadedTrust {
  readonly trust: TrustList
  readonly parts: readonly TrustPart[]
  /** Files of folders that are no trust material. */
  readonly passedOver: readonly string[]
  /** Revocation and status lists that nobody of this trust signed. */
  readonly refused: readonly Skipped[]
}

/** Refusals of a whole file, in one line. */
function complaint(name: string, { code, data }: Refusal): string {
  const more = Object.entries(data ?? {}).filter(([member, value]) => member !== 'name' && value !== null)
  const details = more.map(([member, value]) => `; ${member}: ${String(value)}`).join('')
  return `${name}: ${sentenceOf('en', code)} (${code}${details})`
}

/** What a folder may hold beside trust material: other files, and the keys that lists are checked with. */
const harmless = new Set(['trust.unknown-kind', 'trust.public-key'])

interface Parts {
  readonly parts: TrustPart[]
  readonly passedOver: string[]
}

async function partsOf(paths: readonly string[], anchors: readonly string[]): Promise<Parts> {
  const files: FileBelow[] = []
  for (const path of paths) files.push(...(await filesBelow(path)))
  const { options, files: anchorFiles } = await readAnchors(anchors)
  const contexts = await findContexts(files, [...paths, ...anchors])
  const found: Parts = { parts: [], passedOver: [] }
  const known = Buffer.from(JSON.stringify(contexts.byUrl))
  const material = files.filter(({ path }) => !contexts.files.has(resolve(path)) && !anchorFiles.has(resolve(path)))
  if (contexts.files.size > 0) material.push({ path: 'contexts', bytes: known })
  for (const { path, bytes } of material) {
    const parsed = await parseTrust(bytes, path, { ...options, contexts: contexts.byUrl })
    if (parsed.ok) found.parts.push(parsed.value)
    else if (!paths.includes(path) && harmless.has(parsed.refusal.code)) found.passedOver.push(path)
    else throw new Unusable(complaint(path, parsed.refusal))
  }
  return found
}

/**
 * The trust list of files and folders, each file recognised by its content. `anchors` name what signs the lists: with one, a list whose proof fails is refused.
 * A file that is no trust material is a misuse where it was named itself, and passed over in a folder; one that is broken or refused always is a misuse.
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
  const named = list.filter((item) => !isDer(item)).map((item) => resolve(folder, item))
  const { parts } = await partsOf(named, [])
  for (const item of list.filter(isDer)) {
    const parsed = await parseTrust(Buffer.from(item, 'base64'), 'certificate')
    if (!parsed.ok) throw new Unusable(complaint('certificate', parsed.refusal))
    parts.push(parsed.value)
  }
  return await combineTrust(parts)
}
