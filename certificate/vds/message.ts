import type { Coded, Entry, Holder, Test, Vaccination } from '../certificate.ts'
import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { Malformed } from '../fault.ts'

/** What is sealed: proof of vaccination (data set of WHO) or proof of testing (of ICAO). */
export type SealKind = 'icao.vacc' | 'icao.test'

/** ICD-11 as FHIR names it. */
export const icd11 = 'http://id.who.int/icd/release/11/mms'

interface Message {
  readonly holder: Holder
  readonly entries: readonly Entry[]
}

const textOf = (value: unknown): string | undefined => (isString(value) && value.trim() !== '' ? value : undefined)
const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {})
const codedOf = (value: unknown, system?: string): Coded | null => {
  const code = textOf(value)?.trim()
  return code === undefined ? null : { code, ...(system ? { system } : {}) }
}

/** The members that hold a text, under the names of the common shape. */
function texts<Name extends string>(
  members: { readonly [name in Name]: unknown },
): { readonly [name in Name]?: string } {
  const found: { [name in Name]?: string } = {}
  for (const name in members) {
    const text = textOf(members[name])
    if (text !== undefined) found[name] = text
  }
  return found
}

/** Holder: the name is as in a travel document (ICAO 9303-3), family and given names parted by two blanks. */
function holderOf(pid: JsonObject): Holder {
  const name = textOf(pid['n'])
  if (name === undefined) throw new Malformed('vds.name', 'data.msg.pid.n')
  const [standardFamilyName, standardGivenName, more] = name.split(/ {2,}/)
  const standard = more === undefined && standardGivenName ? texts({ standardFamilyName, standardGivenName }) : {}
  return {
    name,
    ...standard,
    ...texts({ birthDate: pid['dob'], sex: pid['sex'], documentNumber: textOf(pid['i']) ?? pid['dn'] }),
  }
}

const numberOf = (value: unknown): number | null => {
  const number = isString(value) && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** The doses of a proof of vaccination, one entry each. */
function vaccinationsOf(message: JsonObject, issuer: string): readonly Vaccination[] {
  const { ve } = message as { readonly ve?: unknown }
  if (!isArray(ve) || ve.length === 0) throw new Malformed('vds.message', 'data.msg.ve')
  return ve.flatMap((event, at) => {
    const doses = objectOf(event)['vd']
    if (!isArray(doses) || doses.length === 0 || !doses.every(isObject))
      throw new Malformed('vds.message', `data.msg.ve.${at}.vd`)
    const { des, nam, dis } = event as { readonly des?: unknown; readonly nam?: unknown; readonly dis?: unknown }
    return doses.map(
      (dose): Vaccination => ({
        kind: 'vaccination',
        disease: codedOf(dis, icd11),
        vaccine: codedOf(des, icd11),
        product: codedOf(nam),
        manufacturer: null,
        dose: numberOf(dose['seq']),
        doses: null,
        date: textOf(dose['dvc']) ?? null,
        issuer,
        ...texts({ country: dose['ctr'], lot: dose['lot'], centre: dose['adm'], id: message['uvci'] }),
      }),
    )
  })
}

const methodOf = (type: string): Test['method'] => {
  if (type.startsWith('molecular')) return 'nucleic-acid'
  return type === 'antigen' ? 'antigen' : type === 'antibody' ? 'serology' : 'other'
}
const results: { readonly [code: string]: Test['result'] } = {
  positive: 'detected',
  abnormal: 'detected',
  negative: 'not-detected',
  normal: 'not-detected',
}

/** The one test of a proof of testing. The disease is not written in it. */
function testOf(message: JsonObject, issuer: string): Test {
  if (!isObject(message['tr']) || !isObject(message['dat'])) throw new Malformed('vds.message', 'data.msg.tr')
  const [type, result] = [codedOf(message['tr']['tc']), codedOf(message['tr']['r'])]
  const provider = objectOf(message['sp'])
  const outcome = result?.code.toLowerCase() ?? ''
  return {
    kind: 'test',
    disease: null,
    method: methodOf(type?.code.toLowerCase() ?? ''),
    type,
    device: null,
    sampledAt: textOf(message['dat']['sc']) ?? null,
    result: (Object.hasOwn(results, outcome) && results[outcome]) || 'other',
    resultCode: result,
    issuer,
    ...texts({ country: provider['ctr'], centre: provider['spn'], id: message['utci'] }),
  }
}

/** Holder and entries of the message of a seal. Throws `Malformed`: `vds.name`, `vds.message`. */
export function readMessage(message: JsonObject, kind: SealKind, issuer: string): Message {
  const holder = holderOf(objectOf(message['pid']))
  return { holder, entries: kind === 'icao.vacc' ? vaccinationsOf(message, issuer) : [testOf(message, issuer)] }
}
