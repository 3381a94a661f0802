import type { Me } from '@consular/api'
import { welcome } from '../shell/session.ts'
import { synchronise } from '../store/synchronise.ts'
import { forgetBegun } from './begun.ts'
import { knowsPasskeys } from './passkey.ts'

/** Takes note of the sign-in and tells the next page: the offer of a passkey when the account has none, else where she was going. */
export async function enter(me: Me, next: string): Promise<string> {
  await welcome(me)
  void synchronise()
  forgetBegun()
  return me.passkeys.length === 0 && knowsPasskeys() ? `/app/sign-in/passkey?next=${encodeURIComponent(next)}` : next
}
