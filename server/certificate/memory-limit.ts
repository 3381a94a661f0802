import { ok, type Result, refuse } from '@consular/domain/shared'

/** Networks that are counted at a time; beyond that many, counting begins anew. */
const mostNetworks = 100_000

/**
 * Counts calls of each network in the running minute, in memory alone: that somebody verified something is not to be found in any table or log. `null` is not
 * counted. Refuses `request.too-many` with `retryAfterSeconds`.
 */
export function memoryLimit(most: number): (network: string | null, now: Temporal.Instant) => Result<undefined> {
  let minute = 0
  const counts = new Map<string, number>()
  return (network, now) => {
    if (network === null) return ok(undefined)
    const current = Math.floor(now.epochMilliseconds / 60_000)
    if (current !== minute || counts.size >= mostNetworks) counts.clear()
    minute = current
    const count = (counts.get(network) ?? 0) + 1
    counts.set(network, count)
    if (count <= most) return ok(undefined)
    const left = (current + 1) * 60_000 - now.epochMilliseconds
    return refuse('request.too-many', { retryAfterSeconds: Math.max(1, Math.ceil(left / 1000)) })
  }
}
