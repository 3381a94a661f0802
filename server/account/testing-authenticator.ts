import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { Options } from './webauthn.ts'

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()

/** The bits of authenticator data (WebAuthn Level 3, section 6.1). */
const present = 0x01
const verified = 0x04
const attested = 0x40

interface Key {
  readonly id: string
  readonly owner: string
  readonly privateKey: KeyObject
  counter: number
}

/** What a ceremony's options carry, as far as an authenticator reads them. */
interface Asked {
  readonly challenge: string
  readonly rp?: { readonly id: string }
  readonly rpId?: string
  readonly user?: { readonly id: string }
}

/** An authenticator in software: ES256, no attestation, one key. `origin`: the page that it believes to be on. */
export class TestAuthenticator {
  origin: string
  /** Does its owner show a face or a finger? */
  verifies = true
  /** How far its counter goes on with each use; 0 as for passkeys that are kept in a cloud, less as for a clone. */
  step = 1
  #key: Key | null = null

  constructor(origin: string) {
    this.origin = origin
  }

  /** Makes a key and answers as a browser's `credentials.create()` does. */
  create(options: Record<string, unknown>): Record<string, unknown> {
    const asked = options as Options & Asked
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const id = randomBytes(16)
    this.#key = { id: base64url(id), owner: asked.user?.id ?? '', privateKey, counter: 0 }
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const point = [x, y].map((coordinate) => new Uint8Array(Buffer.from(coordinate, 'base64url')))
    // COSE_Key of an ES256 key (RFC 9053, sections 2.1 and 7.1.1).
    const cose = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, point[0] ?? new Uint8Array()],
        [-3, point[1] ?? new Uint8Array()],
      ]),
    )
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
    const authData = new Uint8Array(this.#data(asked.rp?.id ?? '', attested, credential))
    const attestation = isoCBOR.encode(
      new Map<string, string | Map<string, string> | Uint8Array>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    )
    return this.#answer({
      clientDataJSON: base64url(this.#clientData('webauthn.create', asked.challenge)),
      attestationObject: base64url(attestation),
      transports: ['internal'],
    })
  }

  /** Uses the key and answers as a browser's `credentials.get()` does. */
  get(options: Record<string, unknown>): Record<string, unknown> {
    const asked = options as Options & Asked
    const key = this.#held()
    key.counter += this.step
    const authData = this.#data(asked.rpId ?? '', 0, Buffer.alloc(0))
    const clientData = this.#clientData('webauthn.get', asked.challenge)
    return this.#answer({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authData),
      signature: base64url(sign('sha256', Buffer.concat([authData, sha256(clientData)]), key.privateKey)),
      userHandle: key.owner,
    })
  }

  #held(): Key {
    if (!this.#key) throw new Error('This authenticator holds no key yet.')
    return this.#key
  }

  #data(party: string, flags: number, credential: Uint8Array): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#held().counter)
    return Buffer.concat([
      sha256(party),
      Buffer.from([present | (this.verifies ? verified : 0) | flags]),
      counter,
      credential,
    ])
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }))
  }

  #answer(response: Record<string, unknown>): Record<string, unknown> {
    const { id } = this.#held()
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }
}
