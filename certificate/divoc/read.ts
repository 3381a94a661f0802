import type { Certificate, Reading } from '../certificate.ts'
import { isArray, isObject, type JsonObject, parseJson } from '../encoding/json.ts'
import { fromUtf8 } from '../encoding/utf8.ts'
import { guard, Malformed } from '../fault.ts'
import { credentialType, describeCredential } from './credential.ts'
import { readZipEntry } from './zip.ts'

/** What the verifier needs: the whole signed credential. */
export interface SealedCredential {
  readonly credential: JsonObject
  readonly issuerId: string
}

/** A certificate of DIVOC. */
export type DivocCertificate = Certificate<'divoc', SealedCredential>

/** The one entry of an archive that counts. */
export const entryName = 'certificate.json'

const unrecognised = { family: null, fault: { verdict: 'unrecognised', code: 'text.unrecognised' } } as const

/** A credential has some 2 KB, with pictures of seals some dozens. */
const mostBytes = 262_144
/** Values in a credential, members and items alike: RDF compares each with each. */
const mostValues = 2048

/**
 * Reads a DIVOC certificate: a ZIP archive that holds `certificate.json`, one character for each byte (ISO 8859-1), or the JSON-LD text itself. Faults: `zip.*`,
 * `inflate.*`, `text.utf8`, `json.*`, `divoc.too-large`, `divoc.proof` (none), and those of `describeCredential`. The proof is looked at by the verifier.
 */
export function readDivoc(text: string): Reading<DivocCertificate> {
  if (text.startsWith('PK\u0003\u0004') || text.startsWith('PK\u0005\u0006'))
    return read(() => parseJson(contentOf(text)))
  // No other family has JSON with contexts; a word is looked for before anything is parsed.
  if (!/^\s*\{/.test(text) || !text.includes('"@context"') || !text.includes(`"${credentialType}"`)) return unrecognised
  return read(() => parseJson(withinLimit(text)))
}

function read(parse: () => unknown): Reading<DivocCertificate> {
  const reading = guard(() => certificateOf(parse()))
  return 'fault' in reading ? { family: 'divoc', fault: reading.fault } : reading
}

function contentOf(text: string): string {
  const bytes = new Uint8Array(withinLimit(text).length)
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit > 255) throw new Malformed('zip.character', at)
    bytes[at] = unit
  }
  return fromUtf8(readZipEntry(bytes, entryName, mostBytes))
}

function withinLimit(text: string): string {
  if (text.length > mostBytes) throw new Malformed('divoc.too-large', mostBytes)
  return text
}

function certificateOf(credential: unknown): DivocCertificate {
  if (!isObject(credential)) throw new Malformed('divoc.member')
  if (countValues(credential) > mostValues) throw new Malformed('divoc.too-large', mostValues)
  const { issuerId, ...described } = describeCredential(credential)
  const { proof: proofs } = credential
  const proof: unknown = isArray(proofs) ? proofs[0] : proofs
  if (!isObject(proof)) throw new Malformed('divoc.proof', 'proof')
  const keyId = typeof proof['verificationMethod'] === 'string' ? proof['verificationMethod'] : null
  return {
    family: 'divoc',
    ...described,
    issuer: { country: null, id: issuerId, keyId },
    payload: credential,
    sealed: { credential, issuerId },
  }
}

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((count: number, each: unknown) => count + countValues(each), 1)
}
