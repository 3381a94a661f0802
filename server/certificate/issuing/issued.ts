import type { CertificateState, IssuedCertificate } from '@consular/api'
import type * as z from 'zod/mini'
import type { SignedCertificate } from './sign-certificate.ts'
import type { StoredCertificate } from './store.ts'

/** A certificate that was just signed, as it goes to its holder. */
export const issuedView = (id: string, records: readonly string[], signed: SignedCertificate): IssuedCertificate => ({
  id,
  family: signed.family,
  text: signed.text,
  file: signed.file,
  records: [...records],
  issuedAt: signed.issuedAt.toString(),
  expiresAt: signed.expiresAt.toString(),
  passed: [...signed.passed],
})

/** A certificate that waited, as it goes to its holder. */
export const deliveredView = (row: StoredCertificate & { readonly text: string }): IssuedCertificate => ({
  id: row.id,
  family: row.family,
  text: row.text,
  file: row.family === 'shc' ? smartFile(row.text) : null,
  records: [...row.records],
  issuedAt: row.issued_at,
  expiresAt: row.expires_at,
  passed: [],
})

/** The file of a SMART Health Card from the digits of its code: each pair is a character of the token, counted from the hyphen (SMART Health Cards, Encoding Chunks as QR Codes). */
function smartFile(text: string): string {
  const pairs = text.replace('shc:/', '').match(/\d\d/g) ?? []
  const token = pairs.map((pair) => String.fromCharCode(Number(pair) + 45)).join('')
  return JSON.stringify({ verifiableCredential: [token] })
}

/** A certificate as the service remembers it. */
export const stateView = (
  row: StoredCertificate & { readonly delivery: boolean },
): z.infer<typeof CertificateState> => ({
  id: row.id,
  family: row.family,
  records: [...row.records],
  issuedAt: row.issued_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  reason: row.reason,
  supersededBy: row.superseded_by,
  delivery: row.delivery,
})
