import { type KeyContext, keysOf } from './open-keys.ts'
import { type Published, publish } from './publish.ts'
import { NotDone } from './refused.ts'

/** Lists are signed anew this often, long before they run out. */
const renewAfter = { hours: 6 }

interface Kept {
  readonly version: string | null
  readonly at: Temporal.Instant
  readonly files: Promise<Published>
}

const kept = new WeakMap<object, Kept>()

/** What is published now: made when first asked for, and again when the keys have changed or six hours have gone. Nothing where the keys are locked. */
export async function publishedOf(context: KeyContext): Promise<Published> {
  const { keys, work } = await keysOf(context)
  const [version, now] = [await work.folder.version(), context.now()]
  const known = kept.get(context)
  if (known && known.version === version && isFresh(known.at, now)) return known.files
  const files = publish(keys, now).catch((error: unknown): Published => {
    if (error instanceof NotDone) return new Map()
    throw error
  })
  kept.set(context, { version, at: now, files })
  return files
}

function isFresh(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, at) >= 0 && Temporal.Instant.compare(now, at.add(renewAfter)) < 0
}
