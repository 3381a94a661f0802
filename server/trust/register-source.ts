import type { TrustSourceTerms, TrustSourceView } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { mayFetch } from './fetch-safely.ts'
import { actOf, mayDecide } from './manager.ts'
import { indexPath } from './partner.ts'
import { sourceList } from './source-list.ts'
import { findSource, insertSource, type SourceRow, updateSource } from './store.ts'
import { viewSource } from './view.ts'

interface Request {
  readonly session: OfficerSession
  readonly source: string
  readonly terms: TrustSourceTerms
}

/** A partner is fetched where every service of this kind publishes; so nobody has to know the path. */
function completed(terms: TrustSourceTerms): TrustSourceTerms {
  const { kind, issuer, addresses } = terms
  if (kind !== 'partner' || issuer === null || addresses.length > 0) return terms
  return { ...terms, addresses: [new URL(indexPath, issuer).toString()] }
}

const isSame = (row: SourceRow, { kind, country, issuer, anchor }: TrustSourceTerms): boolean =>
  row.kind === kind && row.country === country && row.issuer === issuer && row.anchor === anchor

/**
 * Registers a source, or changes its name, addresses and hours. It makes nobody trusted: its first list does, and two officers decide that with the digest of the anchor before
 * their eyes. Refuses `trust.anchor`, `trust.address-closed`, and `trust.source-fixed` for another kind, country, issuer or anchor.
 */
export async function registerSource(
  context: Context,
  { session, source, terms: given }: Request,
): Promise<Result<TrustSourceView>> {
  const may = mayDecide(context, session)
  if (!may.ok) return may
  const terms = completed(given)
  if (terms.kind === 'partner' && (terms.country === null || terms.issuer === null))
    return refuse('request.invalid', { where: 'body.country', what: 'partner' })
  if (terms.everyHours !== null && terms.addresses.length === 0)
    return refuse('request.invalid', { where: 'body.addresses', what: 'empty' })
  const anchored = sourceList(terms, [], context.now())
  if (!anchored.ok) return anchored
  const { mode } = context.config
  const closed = terms.addresses.find((address) => !mayFetch(address, { mode }))
  if (closed !== undefined) return refuse('trust.address-closed', { address: closed })
  return context.database.transaction().execute(async (tx): Promise<Result<TrustSourceView>> => {
    const row = {
      id: source,
      name: terms.name,
      kind: terms.kind,
      country: terms.country,
      issuer: terms.issuer,
      anchor: terms.anchor,
      addresses: [...terms.addresses],
      every_hours: terms.everyHours,
      registered_by: session.officer.id,
      registered_at: context.now().toString(),
    }
    const isNew = await insertSource(tx, row)
    const known = await findSource(tx, source, 'lock')
    if (!known) throw new Error('a source that was just kept is not there')
    if (!isSame(known, terms)) return refuse('trust.source-fixed')
    const { name, addresses, every_hours } = row
    const isAsItWas =
      known.name === name && known.every_hours === every_hours && known.addresses.join('\n') === addresses.join('\n')
    if (isNew || !isAsItWas) {
      await updateSource(tx, source, { name, addresses, every_hours })
      await record(tx, context, actOf(session, isNew ? 'trust.source-registered' : 'trust.source-changed', { source }))
    }
    const now = await findSource(tx, source)
    return ok(await viewSource(tx, now ?? known))
  })
}
