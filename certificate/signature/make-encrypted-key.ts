import { tags, writeDer, writeUnsigned } from './der.ts'
import { writeOid } from './make-x509.ts'

/** How a private key was encrypted: the key of AES-256 from a passphrase by scrypt (RFC 7914), the mode CBC. */
export interface KeyEncryption {
  readonly salt: Uint8Array
  /** N, r and p. */
  readonly cost: number
  readonly block: number
  readonly parallel: number
  readonly vector: Uint8Array
}

const octets = (bytes: Uint8Array): Uint8Array => writeDer(tags.octetString, bytes)

function whole(value: number): Uint8Array {
  const bytes: number[] = []
  for (let left = value; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256)
  return writeUnsigned(Uint8Array.from(bytes))
}

/** EncryptedPrivateKeyInfo (RFC 5958, 3) with PBES2 (RFC 8018, 6.2) and scrypt, around a private key that is already encrypted: OpenSSL and Node read it with the passphrase. */
export function writeEncryptedKey(how: KeyEncryption, encrypted: Uint8Array): Uint8Array {
  const derivation = writeDer(
    tags.sequence,
    writeOid('1.3.6.1.4.1.11591.4.11'),
    writeDer(tags.sequence, octets(how.salt), whole(how.cost), whole(how.block), whole(how.parallel)),
  )
  const cipher = writeDer(tags.sequence, writeOid('2.16.840.1.101.3.4.1.42'), octets(how.vector))
  const scheme = writeDer(tags.sequence, writeOid('1.2.840.113549.1.5.13'), writeDer(tags.sequence, derivation, cipher))
  return writeDer(tags.sequence, scheme, octets(encrypted))
}
