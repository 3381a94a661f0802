import type { Me } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Language } from '@consular/messages'
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { readMe } from './me.ts'
import { updateAccount } from './store.ts'

/** What a person changes of her own account; what is absent stays. */
interface Change {
  readonly phones?: readonly string[] | undefined
  readonly language?: Language | undefined
}

/**
 * Changes one's own contact details. A phone of any country will do, so long as its numbering plan has numbers of that
 * length; whether it is in service today is not asked, for plans change faster than lists. Refuses `account.phone-impossible`
 * with the first such `phone`.
 */
export async function changeMe(context: Context, account: string, { phones, language }: Change): Promise<Result<Me>> {
  const impossible = phones?.find((phone) => !parsePhoneNumberFromString(phone)?.isPossible())
  if (impossible !== undefined) return refuse('account.phone-impossible', { phone: impossible })
  const change = { ...(phones ? { phones: [...new Set(phones)] } : {}), ...(language ? { language } : {}) }
  const changed = Object.keys(change)
  return context.database.transaction().execute(async (tx) => {
    if (changed.length > 0) {
      await updateAccount(tx, account, change)
      await record(tx, context, {
        action: 'account.changed',
        actor: { kind: 'citizen', id: account },
        account,
        outcome: 'done',
        data: { changed },
      })
    }
    return ok(await readMe(tx, account))
  })
}
