import { combineTrust, parseTrust, saveTrust, type TrustList } from '@consular/certificate/trust'
import { Hono } from 'hono'
import { BadSetting, type Config } from '../config.ts'
import { type ServedFile, serveFile } from '../http/files.ts'
import { loadRules, type RuleBook } from './acceptance.ts'
import { type KeyContext, ownTrust, publishedOf } from './keys/index.ts'
import { loadTrust } from './load-trust.ts'
import { Unusable } from './misuse.ts'

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
 * The trust and the rules that the settings `CONSULAR_TRUST` and `CONSULAR_RULES` name. Without them nothing is trusted and no rule is known. Throws `BadSetting`
 * for material that cannot be used: to leave a part out may trust or accept what it forbids.
 */
export async function loadBorderMaterial({ trust, rules }: Pick<Config, 'trust' | 'rules'>): Promise<BorderMaterial> {
  const loaded = await named('CONSULAR_TRUST', () => loadTrust(trust === null ? [] : [trust]))
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

/** Whose material it is: the settings', and our own keys'. */
export interface BorderContext extends KeyContext {
  readonly border: BorderMaterial
}

async function partOf(trust: TrustList, name: string) {
  const parsed = await parseTrust(new TextEncoder().encode(saveTrust(trust)), name)
  if (!parsed.ok) throw new Error(`${name}: ${parsed.refusal.code}`)
  return parsed.value
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

const made = new WeakMap<object, Promise<BorderMaterial>>()

/** What is trusted now: the list of the settings, and what we publish of our own keys and revocations; made again when that changes. */
export async function currentMaterial(context: BorderContext): Promise<BorderMaterial> {
  const published = await publishedOf(context)
  const known = made.get(published)
  if (known) return known
  const making = ownTrust(context).then(async (own) => ({
    ...context.border,
    trust: await withOwn(context.border.trust, own),
  }))
  made.set(published, making)
  making.catch(() => made.delete(published))
  return making
}

const filesMade = new WeakMap<BorderMaterial, ReadonlyMap<string, ServedFile>>()

/** The public files of verifiers, to everybody, with an entity tag: who has the newest asks for no byte of it. Who asks is not written down. */
export function trustPages(context: BorderContext): Hono {
  return new Hono().get('/trust/*', async (http, next) => {
    const material = await currentMaterial(context)
    const files = filesMade.get(material) ?? trustFiles(material)
    filesMade.set(material, files)
    return (await serveFile(files, http)) ?? next()
  })
}

/** The two public files that verifiers keep: the trust list as `saveTrust` writes it, and the rules in the form of the EU gateway with their value sets. */
export const trustFiles = ({ trust, book }: BorderMaterial): ReadonlyMap<string, ServedFile> =>
  new Map([
    ['/trust/list.json', json(saveTrust(trust))],
    ['/trust/rules.json', json(JSON.stringify({ rules: book.written, valueSets: book.valueSets }))],
  ])
