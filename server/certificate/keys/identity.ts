import type { Signer } from '@consular/certificate'
import { publicKeyFromSpki } from '@consular/certificate'
import { keyIdOf, thumbprintOf } from '@consular/certificate/publish'
import type { KeyIndex, KeyRecord } from './key-record.ts'

/** The bytes of base64. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64'))

/** A key as the library takes it. */
export const publicKeyOf = (key: KeyRecord) => publicKeyFromSpki(bytesOf(key.publicKey))

/** The DID of what lies below `/.well-known/` of the address: `did:web` leads to a `did.json` there, with the colon of a port written out. */
export function didOf({ address }: KeyIndex['identity'], ...path: readonly string[]): string {
  const host = address.replace(/^https:\/\//, '').replace(':', '%3A')
  return ['did', 'web', host, ...(path.length === 0 ? [] : ['.well-known', ...path])].join(':')
}

/** The issuer of SD-JWT credentials: another than that of SMART Health Cards, so that neither key can sign for the other. */
export const sdJwtIssuerOf = ({ address }: KeyIndex['identity']): string => `${address}/sd-jwt-vc`

/** Who signs: the key as its family names it, and its issuer. */
export function signerIdentity({ identity }: KeyIndex, key: KeyRecord): Omit<Signer, 'sign' | 'algorithm'> {
  const { country } = identity
  switch (key.usage) {
    case 'shc':
      return { keyId: thumbprintOf(publicKeyOf(key)), country, issuer: identity.address }
    case 'sd-jwt':
      return { keyId: thumbprintOf(publicKeyOf(key)), country, issuer: sdJwtIssuerOf(identity) }
    case 'registration':
      return { keyId: thumbprintOf(publicKeyOf(key)), country, issuer: identity.organisation }
    case 'divoc':
      return { keyId: `${didOf(identity, 'divoc')}#${key.id}`, country, issuer: didOf(identity, 'divoc') }
    case 'list-signing':
      return { keyId: `${didOf(identity, 'list-signing')}#${key.id}`, country, issuer: didOf(identity) }
    default: {
      const certificate = bytesOf(key.certificate ?? '')
      const issuer = key.usage === 'vds-nc' ? identity.participant : identity.organisation
      return { keyId: keyIdOf(certificate), country, issuer, certificate }
    }
  }
}
