import type { HealthRecordView } from '@consular/api'
import { ok, parseReference, type Result, refuse } from '@consular/domain/shared'
import { type Caller, throttle } from '../account/index.ts'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { claimHash } from './codes.ts'
import { giveRecord, recordOfClaim } from './store.ts'
import { recordView } from './view.ts'

/** What a person types from the slip that the laboratory or clinic handed out. */
export interface Claim {
  readonly account: string
  readonly caller: Caller
  readonly code: string
  readonly birthDate: string
}

/**
 * Gives a record to the account that knows its code and the birth date. A code of a record that was corrected leads to the correction. At most 10 tries an hour for an
 * account and 60 for a network, so that nobody tries codes out. Refuses `record.claim-wrong` for an unknown code, another birth date and a record that another account
 * holds alike, so that none of them is told.
 */
export async function claimRecord(context: Context, claim: Claim): Promise<Result<HealthRecordView>> {
  const code = parseReference('HR', claim.code)
  if (!code.ok) return code
  return context.database.transaction().execute(async (tx): Promise<Result<HealthRecordView>> => {
    const free = await counted(tx, context, claim)
    if (!free.ok) return free
    const hash = claimHash(context, code.value)
    const found = await recordOfClaim(tx, hash)
    if (!found || !isBorn(recordView(found).person.birthDate, claim.birthDate)) return refuse('record.claim-wrong')
    if (found.account === claim.account) return ok(recordView(found))
    const at = context.now().toString()
    if (!(await giveRecord(tx, found.id, claim.account, at))) return afterRace(tx, hash, claim.account)
    await record(tx, context, {
      action: 'record.claimed',
      actor: { kind: 'citizen', id: claim.account },
      account: claim.account,
      mission: found.mission,
      outcome: 'done',
      data: { record: found.id },
    })
    return ok(recordView(found))
  })
}

/** Somebody was first: this account itself on another device, or another. */
async function afterRace(tx: Tx, hash: Buffer, account: string): Promise<Result<HealthRecordView>> {
  const now = await recordOfClaim(tx, hash)
  return now?.account === account ? ok(recordView(now)) : refuse('record.claim-wrong')
}

async function counted(tx: Tx, context: Context, { account, caller }: Claim): Promise<Result<undefined>> {
  const free = await throttle(tx, context, { what: 'record-claim', who: account, most: 10 })
  if (!free.ok || caller.network === null) return free
  return throttle(tx, context, { what: 'record-claim-for-network', who: caller.network, most: 60 })
}

/** A birth date that is known to the year or month alone is met by every day in it. */
const isBorn = (known: string, typed: string): boolean => typed === known || typed.startsWith(`${known}-`)
