import type { AnyCertificate } from '@consular/certificate'
import {
  type Acceptance,
  accept,
  type CodesBySet,
  codesBySet,
  parseRules,
  parseValueSet,
  type Rule,
  type ValueSet,
} from '@consular/certificate/rules'
import * as z from 'zod'
import { type FileBelow, filesBelow } from './files-below.ts'
import { Unusable } from './misuse.ts'

/** Rules of countries and the value sets that they read. */
export interface RuleBook {
  readonly rules: readonly Rule[]
  /** The same rules as their files hold them, for whoever reads them again. */
  readonly written: readonly unknown[]
  readonly valueSets: CodesBySet
}

/** Rules that were read, beside what they were read from. */
type Read = Pick<RuleBook, 'rules' | 'written'>

/** Value sets in the form that rules read: `{"<id>": ["<code>", …]}`. */
const CodeLists = z.record(z.string(), z.array(z.string()))

function jsonOf({ bytes }: FileBelow): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}

const has = (value: unknown, member: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, member)

/** Rules of a file, or none where it holds none. A broken rule is named: to leave it out may accept what it forbids. */
function rulesOf(json: unknown, path: string): Read {
  const list = Array.isArray(json) ? (json as unknown[]) : [json]
  if (list.length === 0 || !list.every((each) => has(each, 'Identifier') && has(each, 'Logic')))
    return { rules: [], written: [] }
  const parsed = parseRules(list)
  if (parsed.ok) return { rules: parsed.value, written: list }
  const { code, data } = parsed.refusal
  throw new Unusable(`${path}: a rule cannot be used: ${code} ${JSON.stringify(data ?? {})}`)
}

function setsOf(json: unknown, path: string): readonly ValueSet[] {
  if (!has(json, 'valueSetId') || !has(json, 'valueSetValues')) return []
  const parsed = parseValueSet(json)
  if (parsed.ok) return [parsed.value]
  throw new Unusable(`${path}: a value set cannot be used: ${parsed.refusal.code}`)
}

/**
 * The rules and value sets below some paths, recognised by content: a rule or a list of rules in the form of the EU gateway, a value set of the EU, or codes by
 * the name of their set. Other files (the tests of rules, for one) are passed over.
 */
export async function loadRules(paths: readonly string[]): Promise<RuleBook> {
  const rules: Rule[] = []
  const written: unknown[] = []
  const sets: ValueSet[] = []
  const codes: { [id: string]: readonly string[] } = {}
  for (const path of paths)
    for (const file of await filesBelow(path)) {
      const json = jsonOf(file)
      const found = rulesOf(json, file.path)
      rules.push(...found.rules)
      written.push(...found.written)
      sets.push(...setsOf(json, file.path))
      const lists = CodeLists.safeParse(json)
      if (lists.success) Object.assign(codes, lists.data)
    }
  if (rules.length === 0) throw new Unusable(`There is no rule in ${paths.join(', ')}.`)
  return { rules, written, valueSets: { ...codes, ...codesBySet(sets) } }
}

/** Would the country accept it? `trusted` is the country whose key verified it. */
export const askRules = (
  certificate: AnyCertificate,
  { rules, valueSets }: Pick<RuleBook, 'rules' | 'valueSets'>,
  at: { readonly country: string; readonly now: number; readonly trusted: string | null },
): Acceptance => accept(certificate, { rules, valueSets, country: at.country, now: at.now, issuerCountry: at.trusted })
