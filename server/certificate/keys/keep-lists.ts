import { renewLists } from './acts.ts'
import { type KeyContext, keysOf } from './open-keys.ts'
import { NotDone } from './refused.ts'

/** Renews the revocation lists of certificates that grow old, where the authority's key is here and opens. Where it lies elsewhere, that is for `consular keys renew-lists`. */
export async function keepLists(context: KeyContext): Promise<void> {
  try {
    await renewLists((await keysOf(context)).work, ['the service'])
  } catch (error) {
    if (!(error instanceof NotDone)) throw error
  }
}
