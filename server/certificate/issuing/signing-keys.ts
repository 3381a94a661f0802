import type { Entry, Family, Outcome } from '@consular/certificate'
import type { Context } from '../../context.ts'
import type { ActiveSigner } from '../keys/certificate-keys.ts'
import type { KeyIndex } from '../keys/key-record.ts'
import { keysOf } from '../keys/open-keys.ts'

/** The keys as they were when a request first asked: for all of its certificates the same. */
export interface SigningKeys {
  index(): Promise<KeyIndex | null>
  signerFor(family: Family, kind: Entry['kind']): Promise<Outcome<ActiveSigner>>
}

/** Asks for each key once, however many certificates a request makes. */
export function signingKeys(context: Context): SigningKeys {
  const asked = new Map<string, Promise<Outcome<ActiveSigner>>>()
  let known: Promise<KeyIndex | null> | null = null
  return {
    index: () => {
      known ??= keysOf(context).then(({ keys }) => keys.index())
      return known
    },
    signerFor: (family, kind) => {
      const name = `${family} ${kind}`
      const found = asked.get(name) ?? keysOf(context).then(({ keys }) => keys.signerFor(family, kind))
      asked.set(name, found)
      return found
    },
  }
}
