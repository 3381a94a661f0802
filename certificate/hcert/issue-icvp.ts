import type { Entry } from '../certificate.ts'
import type { CborObject } from '../encoding/cbor.ts'
import type { Outcome } from '../record.ts'
import { type Document, refuse, type Wanted } from './document.ts'
import { withoutAbsent } from './fields.ts'
import { dateOnly, genderOf, isBirthDate, wholeName } from './issue-fields.ts'

/** An identifier of WHO's catalogue of prequalified products. */
const catalogued = /^[A-Za-z0-9]+Product[0-9a-f]{32}$/

/** The payload of an ICVP (DVCMin of smart.who.int/icvp, under sub-key -6): one vaccination by a product of WHO's catalogue, with its batch. */
export function icvpPayload({ record, signer }: Wanted): Outcome<Document> {
  const { person } = record
  const [entry] = record.entries as readonly [Entry]
  if (entry.kind !== 'vaccination') return refuse('record.kind', { kind: entry.kind })
  const name = wholeName(person)
  if (name === '') return refuse('record.name')
  if (!isBirthDate(person.birthDate)) return refuse('record.birth-date')
  const product = entry.product?.code ?? ''
  if (!catalogued.test(product)) return refuse('record.product', { product })
  if (!entry.lot) return refuse('record.lot')
  const date = dateOnly(entry.date)
  if (date === null) return refuse('record.date', { date: entry.date })
  const { documentNumber } = person
  const payload = {
    n: name,
    dob: person.birthDate,
    ...withoutAbsent({
      s: genderOf(person.sex),
      ntl: person.nationality,
      nid: documentNumber,
      ndt: documentNumber ? 'PPN' : undefined,
    }),
    v: {
      vp: product,
      dt: date,
      bo: entry.lot,
      ...withoutAbsent({
        vls: dateOnly(entry.validFrom) ?? undefined,
        vle: dateOnly(entry.validUntil) ?? undefined,
        cn: entry.centre,
      }),
      is: entry.issuer ?? signer.issuer,
    },
  } as CborObject
  return { ok: true, value: { kind: -6, payload } }
}
