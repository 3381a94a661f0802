import type { Reading, Unreadable } from './certificate.ts'
import { type DivocCertificate, readDivoc } from './divoc/read.ts'
import { type HcertCertificate, readHcert } from './hcert/index.ts'
import { readSdJwt, type SdJwtCertificate } from './sdjwt/index.ts'
import { readShc, type ShcCertificate } from './shc/index.ts'
import { readVds, type VdsCertificate } from './vds/index.ts'

/** A certificate of any family; `family` tells which. */
export type AnyCertificate = HcertCertificate | ShcCertificate | VdsCertificate | DivocCertificate | SdJwtCertificate

type Reader = (text: string) => Reading<AnyCertificate>

const unrecognised: Unreadable = {
  family: null,
  fault: { verdict: 'unrecognised', code: 'text.unrecognised' },
}

/** Whose text it can be, by the first character that is no blank; the readers themselves look closer. */
const readers: { readonly [first: string]: readonly Reader[] } = {
  H: [readHcert],
  s: [readShc],
  S: [readShc],
  // A JWS; what a holder disclosed follows after `~`.
  e: [readSdJwt, readShc],
  '{': [readVds, readShc, readDivoc],
  P: [readDivoc],
}

/**
 * Recognises the family of a text and decodes it: the text of a QR or Aztec code, a compact JWS or SD-JWT, the content of a `.smart-health-card` or JSON file, a
 * ZIP archive with one character for each byte. Nothing is verified. A text that belongs to none is `unrecognised`; one that belongs to a family and cannot be
 * decoded, or breaks its rules, is `malformed`; either way with a code. Never throws. Line breaks around a text are let pass as far as its family allows; a
 * blank is a letter of base45 and never taken off.
 */
export function read(text: string): Reading<AnyCertificate> {
  const first = /^\s*(\S)/.exec(text)?.[1]
  let answer: Reading<AnyCertificate> = unrecognised
  for (const reader of (first && readers[first]) || []) {
    answer = reader(text)
    if (!('fault' in answer) || answer.fault.verdict !== 'unrecognised') return answer
  }
  return answer
}
