import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BadSetting, type Config } from './config.ts'
import type { Signer } from './context.ts'

/**
 * The service's Ed25519 signer: from the setting CONSULAR_SIGNING_KEY, or, in a demonstration without one, a key made once in the
 * data folder. Throws `BadSetting` with one line when there is no usable key.
 */
export async function loadSigner(config: Pick<Config, 'mode' | 'signingKey'>, dataFolder: string): Promise<Signer> {
  if (config.signingKey !== null) return signerOf(await textOfSetting(config.signingKey), 'CONSULAR_SIGNING_KEY')
  if (config.mode === 'production')
    throw new BadSetting('CONSULAR_SIGNING_KEY: production needs an Ed25519 private key (PKCS#8 PEM or a path to it)')
  const path = join(dataFolder, 'demonstration-signing-key.pem')
  return signerOf(await demonstrationKey(path), path)
}

async function textOfSetting(setting: string): Promise<string> {
  // A PEM carried in one line of an environment file has its line breaks written out.
  if (setting.includes('-----BEGIN')) return setting.replaceAll('\\n', '\n')
  try {
    return await readFile(setting, 'utf8')
  } catch (error) {
    throw new BadSetting(`CONSULAR_SIGNING_KEY: the file ${setting} cannot be read (${codeOf(error)})`, {
      cause: error,
    })
  }
}

/** Made by whichever process comes first, whole or not at all (a link is atomic); the others read what it wrote. */
async function demonstrationKey(path: string): Promise<string> {
  const known = await readFile(path, 'utf8').catch(() => null)
  if (known !== null) return known
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
  const draft = `${path}.${randomUUID()}`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(draft, pem, { mode: 0o600 })
    await link(draft, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST')
      throw new BadSetting(`CONSULAR_DATA: the signing key ${path} cannot be written (${codeOf(error)})`, {
        cause: error,
      })
  } finally {
    await rm(draft, { force: true })
  }
  return readFile(path, 'utf8')
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unreadable'

function signerOf(pem: string, from: string): Signer {
  const privateKey = readKey(pem, from)
  const publicKey = createPublicKey(privateKey)
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return {
    key: createHash('sha256').update(spki).digest('hex').slice(0, 16),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
    sign: async (bytes) => sign(null, bytes, privateKey),
    verify: async (bytes, signature) => verify(null, bytes, publicKey, signature),
  }
}

function readKey(pem: string, from: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch (error) {
    throw new BadSetting(`${from}: is not a private key in PKCS#8 PEM`, { cause: error })
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new BadSetting(`${from}: is a key of kind ${key.asymmetricKeyType}; Ed25519 is needed`)
  return key
}
