import type { Me } from '@consular/api'
import type { Tx } from '../database/connection.ts'
import { passkeysOfAccount } from './passkey-store.ts'
import { countRecoveryCodes, readAccount } from './store.ts'

/** An account as its holder sees it. */
export async function readMe(tx: Tx, id: string): Promise<Me> {
  const account = await readAccount(tx, id)
  const passkeys = await passkeysOfAccount(tx, id)
  return {
    account: account.id,
    email: account.email,
    language: account.language,
    phones: account.phones,
    passkeys: passkeys.map((passkey) => ({
      id: passkey.id,
      name: passkey.label,
      createdAt: passkey.created_at,
      lastUsedAt: passkey.last_used_at,
    })),
    recoveryCodesLeft: await countRecoveryCodes(tx, id),
  }
}
