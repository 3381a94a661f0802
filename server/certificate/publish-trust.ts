import { saveTrust, type TrustList } from '@consular/certificate/trust'
import { BadSetting, type Config } from '../config.ts'
import type { ServedFile } from '../http/files.ts'
import { loadRules, type RuleBook } from './acceptance.ts'
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

/** The two public files that verifiers keep: the trust list as `saveTrust` writes it, and the rules in the form of the EU gateway with their value sets. */
export const trustFiles = ({ trust, book }: BorderMaterial): ReadonlyMap<string, ServedFile> =>
  new Map([
    ['/trust/list.json', json(saveTrust(trust))],
    ['/trust/rules.json', json(JSON.stringify({ rules: book.written, valueSets: book.valueSets }))],
  ])
