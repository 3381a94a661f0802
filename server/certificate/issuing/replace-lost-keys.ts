import type { Context } from '../../context.ts'
import { signerIdentity } from '../keys/identity.ts'
import { keysOf } from '../keys/open-keys.ts'
import { replaceCertificate } from './replace-certificates.ts'
import { nextOfKeys } from './store.ts'

/**
 * Replaces the certificates that count and were signed by keys that were revoked since: a new one waits for each holder, the old one is on the lists. Each in a transaction of its own, so that what is done stays done when the
 * process ends in the middle. Where no key is active for a family yet, its certificates are left for the next run. Answers how many were replaced.
 */
export async function replaceLostKeys(context: Context): Promise<number> {
  const { keys } = await keysOf(context)
  const index = await keys.index()
  if (!index) return 0
  const lost = index.keys.filter(
    ({ revoked, usage }) => revoked !== null && usage !== 'csca' && usage !== 'list-signing',
  )
  const names = lost.map((key) => signerIdentity(index, key).keyId)
  if (names.length === 0) return 0
  let replaced = 0
  for (let after: string | null = null; ; ) {
    const done: { id: string; isReplaced: boolean } | null = await context.database
      .transaction()
      .execute(async (tx) => {
        const old = await nextOfKeys(tx, names, { after, now: context.now() })
        if (!old) return null
        const kind = usageKind(lost.find((key) => signerIdentity(index, key).keyId === old.key_id)?.usage)
        const signer = await keys.signerFor(old.family, kind)
        if (old.holder !== null && !signer.ok) return { id: old.id, isReplaced: false }
        return {
          id: old.id,
          isReplaced: await replaceCertificate(tx, context, { old, records: old.records, reason: 'key-compromised' }),
        }
      })
    if (done === null) return replaced
    after = done.id
    if (done.isReplaced) replaced += 1
  }
}

/** What a key of HCERT signs; for the other families it makes no difference. */
const usageKind = (usage: string | undefined): 'vaccination' | 'test' | 'recovery' =>
  usage === 'test' || usage === 'recovery' ? usage : 'vaccination'
