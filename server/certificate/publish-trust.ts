import { createHash } from 'node:crypto'
import { valueSets } from '@consular/certificate/publish'
import { type CodesBySet, codesBySet, parseValueSet, type Rule } from '@consular/certificate/rules'
import { combineTrust, noTrust, parseTrust, saveTrust, type TrustList } from '@consular/certificate/trust'
import { readPaths } from '@consular/domain/trust'
import { Hono } from 'hono'
import { BadSetting, type Config } from '../config.ts'
import type { Context } from '../context.ts'
import { type ServedFile, serveFile } from '../http/files.ts'
import { loadRules, type RuleBook } from './acceptance.ts'
import { type KeyContext, ownTrust, publishedOf, signIndex } from './keys/index.ts'
import { loadTrust } from './load-trust.ts'
import { Unusable } from './misuse.ts'
import { readAnchors } from './trust-anchors.ts'

/** What certificates are verified against, here and in every verifier that this service feeds. */
export interface BorderMaterial {
  readonly trust: TrustList
  readonly book: RuleBook
}

const noRules: RuleBook = { rules: [], written: [], valueSets: {} }

/** Loads what a setting names; what cannot be used stops the start with one line. */
async function named<T>(setting: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    throw new BadSetting(`${setting}: ${error.message}`)
  }
}

/**
 * The trust and the rules that the settings `CONSULAR_TRUST` (with `CONSULAR_TRUST_ANCHORS`) and `CONSULAR_RULES` name. Without them nothing is trusted and no rule is known. Throws `BadSetting`
 * for material that cannot be used: to leave a part out may trust or accept what it forbids.
 */
export async function loadBorderMaterial({
  trust,
  trustAnchors,
  rules,
}: Pick<Config, 'trust' | 'trustAnchors' | 'rules'>): Promise<BorderMaterial> {
  const anchors = trustAnchors ?? []
  if (anchors.length > 0) await named('CONSULAR_TRUST_ANCHORS', () => readAnchors(anchors))
  const loaded = await named('CONSULAR_TRUST', () => loadTrust(trust === null ? [] : [trust], anchors))
  const [refused] = loaded.refused
  if (refused) throw new BadSetting(`CONSULAR_TRUST: nobody of this trust signed ${refused.at} (${refused.code})`)
  const book = rules === null ? noRules : await named('CONSULAR_RULES', () => loadRules([rules]))
  return { trust: loaded.trust, book }
}

const json = (text: string): ServedFile => ({
  bytes: new TextEncoder().encode(text),
  type: 'application/json; charset=utf-8',
  immutable: false,
})

/** Whose material it is: the settings', what officers have approved, and our own keys'. */
export interface BorderContext extends KeyContext {
  readonly border: BorderMaterial
  readonly approved: Context['approved']
}

async function partOf(trust: TrustList, name: string) {
  const parsed = await parseTrust(new TextEncoder().encode(saveTrust(trust)), name)
  if (!parsed.ok) throw new Error(`${name}: ${parsed.refusal.code}`)
  return parsed.value
}

/** Lists that are trusted beside each other; one alone stays as it is. */
async function together(lists: readonly (readonly [name: string, list: TrustList])[]): Promise<TrustList> {
  const filled = lists.filter(([, list]) => list.sources.length > 0)
  const [[, only] = ['', noTrust]] = filled
  return filled.length < 2 ? only : combineTrust(await Promise.all(filled.map(([name, list]) => partOf(list, name))))
}

/**
 * The given list with our own keys. Where a list holds authorities, a signer counts only below one; so beside signers that are themselves the trust ours are too,
 * lest our authority alone strike out everybody else's.
 */
async function withOwn(given: TrustList, own: TrustList): Promise<TrustList> {
  const bare = given.signers.length > 0 && given.authorities.length === 0
  const ours = bare ? { ...own, authorities: [], signers: own.signers.map((each) => ({ ...each, issuedBy: [] })) } : own
  return combineTrust([await partOf(given, 'CONSULAR_TRUST'), await partOf(ours, '/.well-known/')])
}

/** The value sets that we publish, in the form that rules read. */
const ownSets = (): CodesBySet =>
  codesBySet(
    valueSets.flatMap((set) => {
      const parsed = parseValueSet(set)
      return parsed.ok ? [parsed.value] : []
    }),
  )

/** Of the value sets that we publish, those that some rules read: a phone gets no others. */
function setsReadBy(rules: readonly Rule[]): CodesBySet {
  const paths = new Set(rules.flatMap(({ logic }) => readPaths(logic)))
  return Object.fromEntries(Object.entries(ownSets()).filter(([id]) => paths.has(`external.valueSets.${id}`)))
}

type Approved = Awaited<ReturnType<Context['approved']>>

/** The rules of the settings and those that officers approved; of the same version of a rule, theirs. */
function bookWith({ book }: BorderMaterial, approved: Approved): RuleBook {
  const nameOf = ({ identifier, version }: Rule): string => `${identifier} ${version}`
  const theirs = new Set(approved.rules.map(nameOf))
  const own = book.rules.flatMap((rule, at) => (theirs.has(nameOf(rule)) ? [] : [[rule, book.written[at]] as const]))
  return {
    rules: [...own.map(([rule]) => rule), ...approved.rules],
    written: [...own.map(([, written]) => written), ...approved.written],
    valueSets: { ...setsReadBy(approved.rules), ...book.valueSets },
  }
}

/** The rules that count, and every value set that a new one may read. */
export async function ruleBook(context: Pick<BorderContext, 'border' | 'approved'>): Promise<RuleBook> {
  const book = bookWith(context.border, await context.approved())
  return { ...book, valueSets: { ...ownSets(), ...book.valueSets } }
}

interface Made {
  readonly published: object
  readonly approved: object
  readonly material: Promise<BorderMaterial>
}

const made = new WeakMap<object, Made>()

async function materialOf(context: BorderContext, approved: Approved): Promise<BorderMaterial> {
  const given = await together([
    ['CONSULAR_TRUST', context.border.trust],
    ['approved', approved.trust],
  ])
  return { trust: await withOwn(given, await ownTrust(context)), book: bookWith(context.border, approved) }
}

/** What is trusted now: the list of the settings, those that officers approved, and what we publish of our own keys and revocations; made again when one of them changes. */
export async function currentMaterial(context: BorderContext): Promise<BorderMaterial> {
  const [published, approved] = await Promise.all([publishedOf(context), context.approved()])
  const known = made.get(context.border)
  if (known?.published === published && known.approved === approved) return known.material
  const making = { published, approved, material: materialOf(context, approved) }
  made.set(context.border, making)
  making.material.catch(() => made.delete(context.border))
  return making.material
}

const filesMade = new WeakMap<BorderMaterial, Promise<ReadonlyMap<string, ServedFile>>>()

/**
 * The files with an index that names the digest of each, signed by the key that signs our lists (flattened JWS): a verifier that knows our anchor can tell them from others. Where no key is
 * at hand, there is none.
 */
async function signedFiles(
  context: BorderContext,
  files: ReadonlyMap<string, ServedFile>,
): Promise<ReadonlyMap<string, ServedFile>> {
  const content = {
    format: 'consular-verifier/1',
    at: context.now().toString(),
    files: [...files].map(([path, { bytes }]) => ({
      path,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
    })),
  }
  const signed = await signIndex(context, content)
  if (signed === null) return files
  return new Map([...files, ['/trust/index.jws', { ...json(signed), type: 'application/jose+json' }]])
}

/** The public files of verifiers, to everybody, with an entity tag: who has the newest asks for no byte of it. Who asks is not written down. */
export function trustPages(context: BorderContext): Hono {
  return new Hono().get('/trust/*', async (http, next) => {
    const material = await currentMaterial(context)
    const files = filesMade.get(material) ?? signedFiles(context, trustFiles(material))
    filesMade.set(material, files)
    files.catch(() => filesMade.delete(material))
    return (await serveFile(await files, http)) ?? next()
  })
}

/** The two public files that verifiers keep: the trust list as `saveTrust` writes it, and the rules in the form of the EU gateway with their value sets. */
export const trustFiles = ({ trust, book }: BorderMaterial): ReadonlyMap<string, ServedFile> =>
  new Map([
    ['/trust/list.json', json(saveTrust(trust))],
    ['/trust/rules.json', json(JSON.stringify({ rules: book.written, valueSets: book.valueSets }))],
  ])
