import { readRevocations, revocationVersion } from '../issuing/revoked-store.ts'
import { type KeyContext, keysOf } from './open-keys.ts'
import { isRecent, type Published, publish } from './publish.ts'
import { NotDone } from './refused.ts'

interface Kept {
  readonly version: string
  readonly at: Temporal.Instant
  readonly files: Promise<Published>
}

const kept = new WeakMap<object, Kept>()
const nothing: Published = new Map()

/**
 * What is published now: made when first asked for, and again when the keys have changed, when something was revoked by this process or another, or when six hours have gone. Nothing where there are no keys, or they are
 * locked. While the database does not answer, what was published last goes on being so: verifiers shall not be left without lists.
 */
export async function publishedOf(context: KeyContext): Promise<Published> {
  const { keys, work } = await keysOf(context)
  const ofKeys = await work.folder.version()
  if (ofKeys === null) return nothing
  const known = kept.get(context)
  const revoked = await revocationVersion(context.database).catch((error: unknown) => {
    if (!known) throw error
    return null
  })
  if (known && revoked === null) return known.files
  const [version, now] = [`${ofKeys} ${revoked}`, context.now()]
  if (known && known.version === version && isRecent(known.at, now)) return known.files
  const files = readRevocations(context.database, now)
    .then((revocations) => publish(keys, revocations, now))
    .catch((error: unknown): Published => {
      if (error instanceof NotDone) return nothing
      throw error
    })
  kept.set(context, { version, at: now, files })
  files.catch(() => kept.delete(context))
  return files
}
