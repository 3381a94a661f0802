import type { Coded, Holder, Vaccination } from '../certificate.ts'
import { type CborObject, type CborValue } from '../encoding/cbor.ts'
import { Malformed } from '../fault.ts'
import { noPeriod, type Statement } from './certificate.ts'
import { codedIn, dateIn, needed, numberIn, soleObject, systems, textIn, withoutAbsent } from './fields.ts'

/**
 * Reads an International Certificate of Vaccination or Prophylaxis: the minimal payload of WHO's smart-icvp (DVCMin, still a proposal). Refused are a missing
 * name, vaccine or date, another type, and more than one vaccination. `vls` and `vle` bound the protection, not the certificate.
 */
export function readIcvp(content: CborValue): Statement {
  const payload = soleObject(content, '')
  const fields = soleObject(payload.v, 'v')
  const entry = readVaccination(fields)
  const holder = readHolder(payload)
  const { country = null, issuer = null, id = null } = entry
  return {
    family: 'icvp',
    holder,
    entry,
    issuer: { country, id: issuer },
    validity: noPeriod,
    warnings: [],
    payload,
    id,
  }
}

function readHolder(payload: CborObject): Holder {
  if (!textIn(payload, 'n', '')) throw new Malformed('hcert.member', 'n')
  const document = textIn(payload, 'ndt', '')
  const number = textIn(payload, 'nid', '')
  return {
    name: payload.n as string,
    ...withoutAbsent({
      birthDate: dateIn(payload, 'dob', ''),
      sex: codedIn(payload, 'sex' in payload ? 'sex' : 's', '')?.code,
      nationality: codedIn(payload, 'ntl', '')?.code,
      // A number of another kind of paper does not bind it to a passport (HL7 v2-0203: PPN is a passport).
      documentNumber: document === undefined || document === 'PPN' ? number : undefined,
    }),
  }
}

function readVaccination(fields: CborObject): Vaccination {
  const product = needed(codedIn(fields, 'vp', 'v.') ?? undefined, 'v.vp')
  return {
    kind: 'vaccination',
    disease: codedIn(fields, 'tg', 'v.') ?? diseaseOf(product.code),
    vaccine: null,
    product,
    manufacturer: codedIn(fields, 'ma', 'v.'),
    dose: numberIn(fields, 'dn', 'v.') ?? null,
    doses: numberIn(fields, 'sd', 'v.') ?? null,
    date: needed(dateIn(fields, 'dt', 'v.'), 'v.dt'),
    ...withoutAbsent({
      lot: textIn(fields, 'bo', 'v.'),
      centre: textIn(fields, 'cn', 'v.'),
      validFrom: dateIn(fields, 'vls', 'v.'),
      validUntil: dateIn(fields, 'vle', 'v.'),
      country: codedIn(fields, 'co', 'v.')?.code,
      issuer: textIn(fields, 'is', 'v.'),
      id: textIn(fields, 'ci', 'v.'),
    }),
  }
}

/** The identifiers of WHO's product catalogue begin with the vaccine; the payload says the disease in no other place. */
const diseases: readonly (readonly [RegExp, Coded])[] = [
  [/^YellowFever/i, { code: '1D47', system: systems.icd11, text: 'Yellow fever' }],
  [/^Polio/i, { code: '1C81', system: systems.icd11, text: 'Poliomyelitis' }],
]

const diseaseOf = (product: string): Coded | null => diseases.find(([start]) => start.test(product))?.[1] ?? null
