import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { writeEncryptedKey } from '@consular/certificate/publish'

// OWASP, Password Storage: scrypt with N 2^14, r 8, p 5 stands beside N 2^17, p 1, in 16 MB of memory, which OpenSSL allows when it reads the file.
const [cost, block, slowly] = [16_384, 8, 5]
/** Enough for a passphrase of 192 bits by chance, such as the one that a demonstration makes for itself: nobody tries those out. */
export const quickly = 1

const deriveKey = (passphrase: string, salt: Uint8Array, parallel = slowly): Promise<Buffer> =>
  new Promise((done, fail) => {
    scrypt(passphrase, salt, 32, { N: cost, r: block, p: parallel }, (error, key) => (error ? fail(error) : done(key)))
  })

/** A private key (PKCS#8) as an encrypted PEM: PBES2 with scrypt and AES-256. `parallel` is how much work it is to open, written in the file. */
export async function encryptKey(pkcs8: Uint8Array, passphrase: string, parallel = slowly): Promise<string> {
  const [salt, vector] = [randomBytes(16), randomBytes(16)]
  const cipher = createCipheriv('aes-256-cbc', await deriveKey(passphrase, salt, parallel), vector)
  const encrypted = Buffer.concat([cipher.update(pkcs8), cipher.final()])
  const der = Buffer.from(writeEncryptedKey({ salt, cost, block, parallel, vector }, encrypted))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${lines.join('\n')}\n-----END ENCRYPTED PRIVATE KEY-----\n`
}

/** Bytes under a passphrase: salt, vector, tag of AES-256-GCM, content. A change of any of them is found. */
export async function seal(content: Uint8Array, passphrase: string): Promise<Buffer> {
  const [salt, vector] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(passphrase, salt), vector)
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()])
  return Buffer.concat([salt, vector, cipher.getAuthTag(), encrypted])
}

/** What was sealed; null for another passphrase, or if a byte was changed. */
export async function unseal(sealed: Uint8Array, passphrase: string): Promise<Buffer | null> {
  if (sealed.length < 44) return null
  const cipher = createDecipheriv(
    'aes-256-gcm',
    await deriveKey(passphrase, sealed.subarray(0, 16)),
    sealed.subarray(16, 28),
  )
  cipher.setAuthTag(sealed.subarray(28, 44))
  try {
    return Buffer.concat([cipher.update(sealed.subarray(44)), cipher.final()])
  } catch {
    return null
  }
}
