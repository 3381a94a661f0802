import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

type Random = (bytes: Uint8Array) => Uint8Array

/** Text of `length` characters, each drawn evenly from the alphabet (of at most 256 characters). */
export function drawText(random: Random, alphabet: string, length: number): string {
  // Bytes from the incomplete last round of the alphabet would favour its beginning.
  const even = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    for (const byte of random(new Uint8Array(length))) {
      if (byte < even && text.length < length) text += alphabet[byte % alphabet.length]
    }
  }
  return text
}

/** A token that nobody guesses: 32 random bytes in base64url. */
export const drawToken = (random: Random): string => Buffer.from(random(new Uint8Array(32))).toString('base64url')

/** The digits of a sign-in code. */
export const drawSignInCode = (random: Random): string => drawText(random, '0123456789', 6)

/** A sign-in code as it is stored. Six digits are soon tried out, so the hash is keyed with the service's secret and salted with the row's id. */
export const signInCodeHash = (secret: string, id: string, code: string): Buffer =>
  createHmac('sha256', secret).update(`sign-in-code ${id} ${code}`).digest()

/** No two of these look alike on paper: of 0O, 1IL, 2Z, 5S, 8B none. Sixteen make 74 bits. */
const plainCharacters = 'ACDEFGHJKMNPQRTUVWXY34679'

/** A recovery code as it is written down: `ACDE-3467-…`, four times four characters. */
export const drawRecoveryCode = (random: Random): string =>
  (drawText(random, plainCharacters, 16).match(/.{4}/g) ?? []).join('-')

/** A recovery code as it is stored, salted with the account; long enough to need no key, so that it outlives a change of the secret. */
export const recoveryCodeHash = (account: string, code: string): Buffer =>
  createHash('sha256')
    .update(`recovery-code ${account} ${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`)
    .digest()

/** Compares two hashes in a time that tells nothing about where they differ. */
export const sameHash = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other)
