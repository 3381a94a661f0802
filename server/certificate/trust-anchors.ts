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
 * Reads one file of what signs the lists, recognised by content: a DID document (lists of the GDHCN), a public key in PEM (a German list as a whole), certificates in PEM
 * (what countries sign their uploads to the DGCG with), or both of these. null for a text that signs no list. Throws `Unusable` for a key that cannot be read.
 */
export function anchorOf(text: string, name: string): TrustOptions | null {
  const json = jsonOf(Buffer.from(text))
  if (json !== undefined) return { anchor: json }
  const [key] = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/.exec(text) ?? []
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (!key && !certificates) return null
  return {
    ...(key ? { listKey: listKeyOf(key, name) } : {}),
    ...(certificates ? { uploadCertificates: certificates.map(derOf) } : {}),
  }
}

/** Reads the files of what signs the lists, as `anchorOf` knows them. */
export async function readAnchors(paths: readonly string[]): Promise<Anchors> {
  const found: TrustOptions[] = []
  const files = new Set<string>()
  for (const path of paths)
    for (const { bytes, path: name } of await filesBelow(path)) {
      files.add(resolve(name))
      const anchor = anchorOf(new TextDecoder().decode(bytes), name)
      if (anchor === null)
        throw new Unusable(`${name} signs no list: expected a DID document, a public key or certificates (PEM).`)
      found.push(anchor)
    }
  const uploads = found.flatMap(({ uploadCertificates = [] }) => uploadCertificates)
  const options: TrustOptions = Object.assign({}, ...found)
  return { options: uploads.length > 0 ? { ...options, uploadCertificates: uploads } : options, files }
}
