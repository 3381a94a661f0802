import { signToken } from '@consular/certificate/publish'
import { activeKey } from './key-record.ts'
import { type KeyContext, keysOf } from './open-keys.ts'
import { NotDone } from './refused.ts'

/** An index of files as a flattened JWS (RFC 7515, 7.2.2) by the key that signs our lists; null where there is none, or it is locked. */
export async function signIndex(
  context: KeyContext,
  content: { readonly [member: string]: unknown },
): Promise<string | null> {
  const { keys } = await keysOf(context)
  const index = await keys.index()
  const lister = index === null ? undefined : activeKey(index, 'list-signing')
  if (!index || !lister) return null
  const { keyId, sign } = keys.signerOf(index, lister)
  try {
    const token = await signToken({ alg: 'ES256', kid: keyId, typ: 'consular-verifier+jwt' }, content, sign)
    const [header = '', payload = '', signature = ''] = token.split('.')
    return JSON.stringify({ payload, protected: header, signature })
  } catch (error) {
    if (error instanceof NotDone) return null
    throw error
  }
}
