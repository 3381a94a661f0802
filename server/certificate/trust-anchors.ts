import { resolve } from 'node:path'
import { publicKeyFromSpki } from '@consular/certificate'
import type { TrustOptions } from '@consular/certificate/trust'
import { filesBelow } from './files-below.ts'
import { Unusable } from './misuse.ts'
import { jsonOf } from './trust-contexts.ts'

/** What signs the lists themselves. */
export interface Anchors {
  readonly options: TrustOptions
  /** Absolute paths of the files: what signs lists is not itself what signs certificates. */
  readonly files: ReadonlySet<string>
}

const derOf = (pem: string): Uint8Array => Uint8Array.from(Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64'))

function listKeyOf(pem: string, name: string): NonNullable<TrustOptions['listKey']> {
  try {
    return publicKeyFromSpki(derOf(pem))
  } catch (cause) {
    throw new Unusable(`${name} holds a public key that cannot be read.`, { cause })
  }
}

/**
 * Reads what signs the lists, recognised by content: a DID document (lists of the GDHCN), a public key in PEM (a German list as a whole), certificates in PEM
 * (what countries sign their uploads to the DGCG with).
 */
export async function readAnchors(paths: readonly string[]): Promise<Anchors> {
  const options: { -readonly [option in keyof TrustOptions]: TrustOptions[option] } = {}
  const uploads: Uint8Array[] = []
  const files = new Set<string>()
  for (const path of paths)
    for (const { bytes, path: name } of await filesBelow(path)) {
      files.add(resolve(name))
      const text = new TextDecoder().decode(bytes)
      const json = jsonOf(bytes)
      const [key] = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/.exec(text) ?? []
      const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
      if (json !== undefined) options.anchor = json
      else if (key) options.listKey = listKeyOf(key, name)
      else if (certificates) uploads.push(...certificates.map(derOf))
      else throw new Unusable(`${name} signs no list: expected a DID document, a public key or certificates (PEM).`)
    }
  return { options: uploads.length > 0 ? { ...options, uploadCertificates: uploads } : options, files }
}
