import type { Entry } from '../certificate.ts'
import { families } from '../certificate.ts'
import { questions, type Report, verdicts } from '../report.ts'

const code = /^[a-z0-9-]+\.[a-z0-9-]+$/
type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string'
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
const isFinite: Check = (value) => Number.isFinite(value)
const isCoded: Check = (value) =>
  typeof value === 'object' && value !== null && Object.values(value).every(isText) && 'code' in value
const dated = orNull(isText)
const coded = orNull(isCoded)

/** What each member of an entry may be; those that are not named are texts. */
const members: { readonly [member: string]: Check } = {
  disease: coded,
  vaccine: coded,
  product: coded,
  manufacturer: coded,
  type: coded,
  device: coded,
  resultCode: coded,
  dose: orNull((value) => typeof value === 'number'),
  doses: orNull((value) => typeof value === 'number'),
  date: dated,
  sampledAt: dated,
  firstPositiveOn: dated,
  validFrom: dated,
  validUntil: dated,
}
const needed: { readonly [kind in Entry['kind']]: readonly string[] } = {
  vaccination: ['disease', 'vaccine', 'product', 'manufacturer', 'dose', 'doses', 'date'],
  test: ['disease', 'method', 'type', 'device', 'sampledAt', 'result', 'resultCode'],
  recovery: ['disease', 'firstPositiveOn', 'validFrom', 'validUntil'],
}
const methods: ReadonlySet<string> = new Set(['nucleic-acid', 'antigen', 'serology', 'other'])
const results: ReadonlySet<string> = new Set(['detected', 'not-detected', 'other'])

function entryFault(entry: Entry): string | null {
  const wanted = Object.hasOwn(needed, entry.kind) ? needed[entry.kind] : null
  if (!wanted) return `an entry of kind ${entry.kind}`
  const missing = wanted.find((member) => !Object.hasOwn(entry, member))
  if (missing) return `an entry (${entry.kind}) without ${missing}`
  for (const [member, value] of Object.entries(entry))
    if (!(Object.hasOwn(members, member) ? members[member] : isText)?.(value))
      return `${entry.kind}.${member} is ${typeof value} ${String(value)}`
  if (entry.kind !== 'test') return null
  return methods.has(entry.method) && results.has(entry.result) ? null : `${entry.method}, ${entry.result}`
}

function checksFault({ checks, verdict, code: told }: Report): string | null {
  if (checks.some(({ question }, at) => question !== questions[at])) return 'the checks are out of order'
  const failed = checks.findIndex(({ result }) => result === 'failed')
  const found = checks[failed]
  if (!found)
    return verdict === 'valid' && told === 'ok' && checks.length === questions.length ? null : 'no check failed'
  if (found.result !== 'failed' || found.verdict !== verdict || found.code !== told)
    return 'the first failed check does not decide'
  const after = checks
    .slice(failed + 1)
    .find((check) => check.result !== 'not-checked' || check.code !== 'after-failure')
  return after ? `${after.question} was asked after a failure` : null
}

/** What of a report is not as its types say, or null: verdict and code, the order of the checks, and the type of everything that it tells. */
export function reportFault(report: Report): string | null {
  const { verdict, holder, entries, issuer, validity, warnings, family, trustedCountry } = report
  if (!verdicts.includes(verdict)) return `verdict ${verdict}`
  if (report.code !== 'ok' && !code.test(report.code)) return `code ${report.code}`
  if (family !== null && !families.includes(family)) return `family ${family}`
  if ((verdict === 'unrecognised') !== (family === null)) return `${verdict} of family ${family}`
  const odd = Object.entries(holder ?? {}).find(([, value]) => !isText(value))
  if (odd) return `holder.${odd[0]} is ${typeof odd[1]}`
  for (const entry of entries) {
    const fault = entryFault(entry)
    if (fault) return fault
  }
  if (issuer && ![issuer.country, issuer.id, issuer.keyId].every(orNull(isText))) return 'issuer'
  if (validity && ![validity.from, validity.until].every(orNull(isFinite)))
    return `validity ${JSON.stringify(validity)}`
  if (!orNull(isText)(trustedCountry)) return 'trustedCountry'
  const warning = warnings.find((each) => !code.test(each.code) || !Object.values(each).every(isText))
  if (warning) return `warning ${JSON.stringify(warning)}`
  return checksFault(report)
}

/** Is it a code such as `area.what-is-wrong`? */
export const isCode = (text: string): boolean => code.test(text)
