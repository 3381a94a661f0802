import type { AnswerOf, BodyOf, registerSource as contract, SourceView } from '@consular/api'
import { mayAt, stepUp } from '@consular/domain/access'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { JWK } from 'jose'
import { drawToken } from '../account/index.ts'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { apiKeyHash } from '../http/source.ts'
import { readSigningKey, type SigningKey, thumbprintOf } from './source-key.ts'
import { insertSource, readSource, type SourceChange, type SourceRow, sourcesOf, updateSource } from './source-store.ts'

type Registered = Result<AnswerOf<typeof contract>>

async function viewOf({ signingKey, ...row }: SourceRow): Promise<SourceView> {
  return { ...row, keyThumbprint: await thumbprintOf(signingKey as JWK) }
}

/** The laboratories and clinics of a mission, for all who work with what they send. */
export async function listSources(
  context: Context,
  session: OfficerSession,
  mission: string,
): Promise<Result<{ sources: SourceView[] }>> {
  const may = mayAt(session.assignments, mission, ['mission-admin', 'reviewer', 'approver'])
  if (!may.ok) return may
  return ok({ sources: await Promise.all((await sourcesOf(context.database, mission)).map(viewOf)) })
}

/** May this officer register and change the sources of a mission now? It takes her passkey anew: who registers a source decides whose word becomes a certificate. */
function mayAdminister(context: Context, session: OfficerSession, mission: string): Result<unknown> {
  const may = mayAt(session.assignments, mission, ['mission-admin'])
  return may.ok ? stepUp(session.steppedUpAt, context.now()) : may
}

/** A source to be registered, or what is written of one anew. */
export type SourceEntry = BodyOf<typeof contract> & { readonly id: string }

/** Registers a source, and tells its API key this once; or changes what is written of one that is here. */
export async function registerSource(
  context: Context,
  session: OfficerSession,
  entry: SourceEntry,
): Promise<Registered> {
  const may = mayAdminister(context, session, entry.mission)
  if (!may.ok) return may
  const key = await readSigningKey(entry.signingKey)
  if (!key.ok) return key
  return context.database.transaction().execute(async (tx): Promise<Registered> => {
    const apiKey = drawToken(context.random)
    const isNew = await insertSource(tx, {
      ...written(entry, key.value),
      id: entry.id,
      mission: entry.mission,
      api_key_hash: apiKeyHash(apiKey),
      registered_by: session.officer.id,
      registered_at: context.now().toString(),
    })
    if (!isNew) {
      const known = await readSource(tx, entry.id)
      if (known?.mission !== entry.mission) return refuse('source.other-mission')
      await updateSource(tx, entry.id, written(entry, key.value))
    }
    await note(tx, context, session, {
      source: entry,
      action: isNew ? 'source.registered' : 'source.changed',
      keyThumbprint: key.value.thumbprint,
    })
    const source = await readSource(tx, entry.id)
    return source ? ok({ source: await viewOf(source), apiKey: isNew ? apiKey : null }) : refuse('source.unknown')
  })
}

const written = ({ kind, name, country, accreditation }: SourceEntry, { jwk }: SigningKey) => ({
  kind,
  name,
  country,
  accreditation,
  signing_key: JSON.stringify(jwk),
})

interface Noted {
  readonly source: { readonly id: string; readonly mission: string }
  readonly action: string
  readonly keyThumbprint?: string
}

const note = (tx: Tx, context: Context, session: OfficerSession, { source, action, ...data }: Noted): Promise<void> =>
  record(tx, context, {
    action,
    actor: { kind: 'officer', id: session.officer.id },
    mission: source.mission,
    outcome: 'done',
    data: { source: source.id, ...data },
  })

/** Makes a new API key, told this once; the one before counts no more from this moment. */
export async function renewSourceKey(context: Context, session: OfficerSession, id: string): Promise<Registered> {
  const apiKey = drawToken(context.random)
  const change = { api_key_hash: apiKeyHash(apiKey) }
  const source = await changeSource(context, session, { id, change, action: 'source.key-renewed' })
  return source.ok ? ok({ source: source.value, apiKey }) : source
}

/** Suspends a source, or lets it send again. */
export const setSourceActive = (
  context: Context,
  session: OfficerSession,
  { source, active }: { readonly source: string; readonly active: boolean },
): Promise<Result<SourceView>> =>
  changeSource(context, session, {
    id: source,
    change: { active },
    action: active ? 'source.resumed' : 'source.suspended',
  })

interface Change {
  readonly id: string
  readonly change: SourceChange
  readonly action: string
}

/** Changes a source of a mission that this officer administers; of another mission's she learns no more than that it is not hers. */
async function changeSource(
  context: Context,
  session: OfficerSession,
  { id, change, action }: Change,
): Promise<Result<SourceView>> {
  return context.database.transaction().execute(async (tx): Promise<Result<SourceView>> => {
    const known = await readSource(tx, id)
    if (!known) return refuse('source.unknown')
    const may = mayAdminister(context, session, known.mission)
    if (!may.ok) return may
    await updateSource(tx, id, change)
    await note(tx, context, session, { source: known, action })
    return ok(await viewOf({ ...known, ...('active' in change ? { active: change.active === true } : {}) }))
  })
}
