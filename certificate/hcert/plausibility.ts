import type { Holder, Warning } from '../certificate.ts'
import { formatDate } from '../encoding/time.ts'

const pictograph = /\p{Extended_Pictographic}/u

/**
 * What is odd in a person's data and signed all the same: born before 1900 or after the certificate was issued (milliseconds since 1970; null where it is not
 * said), pictographs in a name.
 */
export function oddities(holder: Holder, issuedAt: number | null): readonly Warning[] {
  const warnings: Warning[] = []
  const { birthDate } = holder
  const year = birthDate === undefined ? Number.NaN : Number.parseInt(birthDate, 10)
  const latest = issuedAt === null ? '9999' : formatDate(issuedAt)
  if (birthDate !== undefined && (year < 1900 || birthDate.slice(0, 10) > latest.slice(0, birthDate.length)))
    warnings.push({ code: 'birth-date.implausible', value: birthDate })
  for (const name of [holder.name, holder.familyName, holder.givenName])
    if (name !== undefined && pictograph.test(name)) warnings.push({ code: 'name.pictograph', value: name })
  return warnings
}
