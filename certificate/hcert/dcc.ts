import type { Coded, Entry, Holder, Recovery, Test, Vaccination, Warning } from '../certificate.ts'
import { type CborObject, type CborValue, isCborObject } from '../encoding/cbor.ts'
import { formatInstant, parseInstant } from '../encoding/time.ts'
import { Malformed } from '../fault.ts'
import { noPeriod, type Statement } from './certificate.ts'
import { knownCodes } from './codes.ts'
import { dateIn, dateText, needed, numberIn, soleObject, systems, textIn, trimmed } from './fields.ts'

/**
 * Reads the payload of an EU Digital COVID Certificate (DCC schema 1.0.0 to 1.3.3). What real ones do against the schema is read with a warning (`dcc.*`, and
 * `code.unknown` for a code outside the value sets); refused are a missing name, birth date or member of the entry, another type, and more or less than one
 * entry. The payload is tidied in place: codes lose the blanks at their ends, dates become texts.
 */
export function readDcc(content: CborValue): Statement {
  const payload = soleObject(content, '')
  const warnings: Warning[] = []
  const version = textIn(payload, 'ver', '')
  if (version === undefined || !/^1\.[0-3]\.\d+$/.test(version)) warnings.push(warning('dcc.version', 'ver', version))
  const holder = readHolder(payload, warnings)
  const group = soleGroup(payload)
  const fields = soleObject(payload[group], group)
  const signedId = fields.ci
  const place = { group, warnings }
  for (const member of Object.keys(fields)) tidy(fields, member, place)
  const entry = readers[group](fields, `${group}.0.`)
  const { country = null, issuer = null } = entry
  return {
    family: 'eu-dcc',
    holder,
    entry,
    issuer: { country, id: issuer },
    validity: noPeriod,
    warnings,
    payload,
    id: typeof signedId === 'string' ? signedId : null,
  }
}

const warning = (code: string, at: string, value: string | undefined): Warning =>
  value === undefined ? { code, at } : { code, at, value }

const birthDate = /^((19|20)\d\d(-\d\d){0,2})?$/
const standardName = /^[A-Z<]{0,80}$/

function readHolder(payload: CborObject, warnings: Warning[]): Holder {
  const names = payload.nam
  if (!isCborObject(names)) throw new Malformed('hcert.member', 'nam')
  const holder: { -readonly [name in keyof Holder]: Holder[name] } = {}
  const [family, given] = [nameIn(names, 'fn'), nameIn(names, 'gn')]
  const [standardFamily, standardGiven] = [nameIn(names, 'fnt'), nameIn(names, 'gnt')]
  if (family) holder.familyName = family
  if (given) holder.givenName = given
  if (standardFamily) holder.standardFamilyName = standardFamily
  if (standardGiven) holder.standardGivenName = standardGiven
  if (Object.keys(holder).length === 0) throw new Malformed('hcert.member', 'nam.fn')
  if (standardFamily === undefined && standardGiven === undefined)
    warnings.push({ code: 'dcc.standard-name', at: 'nam.fnt' })
  if (standardFamily !== undefined && !standardName.test(standardFamily))
    warnings.push(warning('dcc.standard-name', 'nam.fnt', standardFamily))
  if (standardGiven !== undefined && !standardName.test(standardGiven))
    warnings.push(warning('dcc.standard-name', 'nam.gnt', standardGiven))
  if (typeof payload.dob === 'number') payload.dob = dateIn(payload, 'dob', '') as string
  const born = needed(textIn(payload, 'dob', ''), 'dob')
  if (!birthDate.test(born)) warnings.push(warning('dcc.birth-date', 'dob', born))
  if (born !== '') holder.birthDate = payload.dob as string
  return holder
}

/** A name is shown as it was signed, blanks included. */
function nameIn(names: CborObject, member: string): string | undefined {
  const text = textIn(names, member, 'nam.')
  return text === undefined ? undefined : (names[member] as string)
}

type Group = 'v' | 't' | 'r'

/** The one group that says something: null and empty ones occur beside it. */
function soleGroup(payload: CborObject): Group {
  let sole: Group | null = null
  for (const group of ['v', 't', 'r'] as const) {
    const entries = payload[group]
    if (entries === undefined || entries === null || (Array.isArray(entries) && entries.length === 0)) continue
    if (sole !== null) throw new Malformed('hcert.several-entries', group)
    sole = group
  }
  if (sole === null) throw new Malformed('hcert.no-entry')
  return sole
}

interface Tidying {
  readonly group: Group
  readonly warnings: Warning[]
}

/** Brings one member of an entry into order, and warns of what is odd about it. */
function tidy(fields: CborObject, member: string, { group, warnings }: Tidying): void {
  const value = fields[member]
  let code: string | null = null
  if (typeof value === 'string') {
    const text = trimmed(value)
    if (text !== value) fields[member] = text
    code = oddness(group, member, text)
  } else if (value === null) code = 'dcc.null'
  else if (typeof value === 'bigint') fields[member] = Number(value)
  else if (typeof value === 'number') {
    if (dates.has(member)) fields[member] = dateOf(member, value)
    else if (value < 1 || !Number.isInteger(value)) code = 'dcc.dose'
  }
  if (code === null) return
  const shown = typeof value === 'string' ? trimmed(value) : typeof value === 'number' ? String(value) : undefined
  warnings.push(warning(code, `${group}.0.${member}`, shown))
}

/** A date that was given as seconds under tag 1 of CBOR. */
function dateOf(member: string, seconds: number): string {
  if (!Number.isFinite(seconds)) throw new Malformed('hcert.type', member)
  return member === 'sc' ? formatInstant(seconds * 1000) : dateText(seconds)
}

function oddness(group: Group, member: string, text: string): string | null {
  if (dates.has(member)) return plainDate.test(text) || parseInstant(text) !== null ? null : 'dcc.date'
  if (text.length > 80) return 'dcc.length'
  // Devices for tests are in a list of their own, which grew every week.
  if (group === 't' && member === 'ma') return null
  return knownCodes.get(member)?.has(text) === false ? 'code.unknown' : null
}

/** What most dates are: quicker to see than what else they may be. */
const plainDate = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/

const dates: ReadonlySet<string> = new Set(['dt', 'sc', 'fr', 'df', 'du'])

const text = (fields: CborObject, member: string, at: string): string => {
  const value = fields[member]
  return typeof value === 'string' ? value : needed(textIn(fields, member, at), at + member)
}
const dose = (fields: CborObject, member: string, at: string): number =>
  needed(numberIn(fields, member, at), at + member)
const digits = /^\d+$/
const clinical = (code: string): Coded => (digits.test(code) ? { code, system: systems.snomed } : { code })
const common = (fields: CborObject, at: string) => ({
  disease: clinical(text(fields, 'tg', at)),
  country: text(fields, 'co', at),
  issuer: text(fields, 'is', at),
  id: text(fields, 'ci', at),
})

const readers: { readonly [group in Group]: (fields: CborObject, at: string) => Entry } = {
  v: (fields, at): Vaccination => ({
    kind: 'vaccination',
    ...common(fields, at),
    vaccine: clinical(text(fields, 'vp', at)),
    product: { code: text(fields, 'mp', at) },
    manufacturer: { code: text(fields, 'ma', at) },
    dose: dose(fields, 'dn', at),
    doses: dose(fields, 'sd', at),
    date: text(fields, 'dt', at),
  }),
  t: (fields, at): Test => {
    const type = text(fields, 'tt', at)
    const result = text(fields, 'tr', at)
    const centre = textIn(fields, 'tc', at)
    return {
      kind: 'test',
      ...common(fields, at),
      method: type === 'LP6464-4' ? 'nucleic-acid' : type === 'LP217198-3' ? 'antigen' : 'other',
      type: { code: type, system: systems.loinc },
      device: deviceOf(textIn(fields, 'ma', at), textIn(fields, 'nm', at)),
      sampledAt: text(fields, 'sc', at),
      result: result === '260373001' ? 'detected' : result === '260415000' ? 'not-detected' : 'other',
      resultCode: clinical(result),
      ...(centre ? { centre } : {}),
    }
  },
  r: (fields, at): Recovery => ({
    kind: 'recovery',
    ...common(fields, at),
    firstPositiveOn: text(fields, 'fr', at),
    validFrom: text(fields, 'df', at),
    validUntil: text(fields, 'du', at),
  }),
}

/** Rapid tests have a code in the list of devices, others only a name. */
function deviceOf(code: string | undefined, name: string | undefined): Coded | null {
  if (code) return name ? { code, system: systems.devices, text: name } : { code, system: systems.devices }
  return name ? { code: '', text: name } : null
}
