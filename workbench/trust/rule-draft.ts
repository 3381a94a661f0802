import type { RuleTerms } from '@consular/api'
import { readPaths } from '@consular/domain/trust'

/** A rule as an officer writes it: each part as text. */
export interface RuleDraft {
  readonly identifier: string
  readonly version: string
  readonly from: string
  readonly until: string
  readonly zh: string
  readonly en: string
  readonly logic: string
  readonly tests: string
}

export const emptyRule: RuleDraft = {
  identifier: '',
  version: '1.0.0',
  from: '',
  until: '',
  zh: '',
  en: '',
  logic: '',
  tests: '[]',
}

const kinds: { readonly [prefix: string]: string } = { GR: 'General', VR: 'Vaccination', TR: 'Test', RR: 'Recovery' }

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Json = { readonly [member: string]: unknown }
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A test, where it has the members of one; what is expected is true or false. */
const isTest = (value: unknown): value is RuleTerms['tests'][number] =>
  isObject(value) && typeof value['expected'] === 'boolean'

/** The parts that cannot be read as what they are. What they say is the server's to judge. */
export function unreadable(draft: RuleDraft): readonly (keyof RuleDraft)[] {
  const tests = jsonOf(draft.tests)
  const found: (keyof RuleDraft)[] = []
  if (!/^(GR|VR|TR|RR|IR)-[A-Z]{2}-\d{4}$/.test(draft.identifier)) found.push('identifier')
  if (!/^\d+\.\d+\.\d+$/.test(draft.version)) found.push('version')
  for (const end of ['from', 'until'] as const) if (!/^\d{4}-\d\d-\d\d$/.test(draft[end])) found.push(end)
  for (const text of ['zh', 'en'] as const) if (draft[text].trim() === '') found.push(text)
  if (!isObject(jsonOf(draft.logic))) found.push('logic')
  if (!Array.isArray(tests) || !tests.every(isTest)) found.push('tests')
  return found
}

/** The rule in the form of the EU's gateway, with its tests. It counts from the first moment of its first day to the last of its last, in UTC. */
export function termsOf(draft: RuleDraft): RuleTerms {
  const logic = jsonOf(draft.logic)
  const [prefix = '', country = ''] = draft.identifier.split('-')
  const fields = readPaths(logic).flatMap((path) => /^payload\.(.+)$/.exec(path)?.[1] ?? [])
  const tests = jsonOf(draft.tests)
  return {
    rule: {
      Identifier: draft.identifier,
      Type: prefix === 'IR' ? 'Invalidation' : 'Acceptance',
      Country: country,
      Version: draft.version,
      SchemaVersion: '1.0.0',
      Engine: 'CERTLOGIC',
      EngineVersion: '1.0.0',
      CertificateType: kinds[prefix] ?? 'General',
      Description: [
        { lang: 'zh', desc: draft.zh.trim() },
        { lang: 'en', desc: draft.en.trim() },
      ],
      ValidFrom: `${draft.from}T00:00:00Z`,
      ValidTo: `${draft.until}T23:59:59Z`,
      AffectedFields: fields.length > 0 ? fields : ['v.0'],
      Logic: logic,
    },
    tests: Array.isArray(tests)
      ? tests.filter(isTest).map(({ name, payload, external, expected }) => ({
          name: typeof name === 'string' ? name : '',
          payload: payload ?? {},
          expected,
          ...(external === undefined ? {} : { external }),
        }))
      : [],
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Fills a draft from files of the EU's test suites: a `rule.json`, and the tests beside it. What is there already stays where a file says nothing of it. */
export function withFiles(draft: RuleDraft, texts: readonly string[]): RuleDraft {
  const all = texts.map(jsonOf).filter(isObject)
  const rule = all.find((json) => 'Identifier' in json && 'Logic' in json)
  const tests = all.filter(isTest)
  const descriptions = Array.isArray(rule?.['Description']) ? rule['Description'].filter(isObject) : []
  const described = (language: string): string => textOf(descriptions.find(({ lang }) => lang === language)?.['desc'])
  return {
    ...draft,
    ...(rule
      ? {
          identifier: textOf(rule['Identifier']),
          version: textOf(rule['Version']),
          from: textOf(rule['ValidFrom']).slice(0, 10),
          until: textOf(rule['ValidTo']).slice(0, 10),
          zh: described('zh') || draft.zh,
          en: described('en') || draft.en,
          logic: JSON.stringify(rule['Logic'], null, 2),
        }
      : {}),
    ...(tests.length > 0 ? { tests: JSON.stringify(tests, null, 1) } : {}),
  }
}
