import { ok, type Result, refuse } from '../shared/result.ts'
import type { PersonRefusal } from './refusals.ts'

/**
 * A telephone number of any country in international form (E.164): a plus sign, then 7 to 15 digits, of which the first is not 0.
 * `00` for the plus sign, spaces, dashes, dots and brackets are let pass. Whether the number exists is for the server to ask.
 */
export function checkPhone(text: string): Result<string, PersonRefusal> {
  const phone = text
    .normalize('NFKC')
    .replace(/\(0\)|[\s().\-–/]/g, '')
    .replace(/^00/, '+')
  return /^\+[1-9]\d{6,14}$/.test(phone) ? ok(phone) : refuse('person.phone-format')
}

/** An e-mail address by its shape: something, one at sign, a domain with a dot, no spaces. The code sent to it is the proof. */
export function checkEmail(text: string): Result<string, PersonRefusal> {
  const email = text.normalize('NFKC').trim()
  return email.length <= 254 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)
    ? ok(email)
    : refuse('person.email-format')
}
