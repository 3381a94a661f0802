import { ok, type Result, refuse } from '@consular/domain/shared'
import { anchorOf, listContexts } from '../certificate/index.ts'
import type { ListFile, SourceList } from './read-list.ts'
import type { SourceRow } from './store.ts'

type Terms = Pick<SourceRow, 'kind' | 'country' | 'issuer' | 'anchor'>

/**
 * A source's files with what they have to be checked against. Refuses `trust.anchor` where the anchor is not of the form that its kind needs: without it a list would pass
 * unchecked. `at` is the instant for which the list has to be in force.
 */
export function sourceList(
  { kind, country, issuer, anchor }: Terms,
  files: readonly ListFile[],
  at: Temporal.Instant,
): Result<SourceList> {
  const options = anchor === null ? {} : attempt(anchor)
  if (options === null) return refuse('trust.anchor')
  const isDid = isDidDocument('anchor' in options ? options.anchor : undefined)
  const needed = {
    gdhcn: isDid,
    partner: isDid,
    dgcg: 'listKey' in options || 'uploadCertificates' in options,
    // These bear no proof of a list: two officers compare the keys themselves.
    smart: anchor === null,
    csca: anchor === null,
  }
  if (!needed[kind]) return refuse('trust.anchor')
  return ok({ kind, country, issuer, options: { ...options, contexts: listContexts }, files, at: at.epochMilliseconds })
}

function attempt(anchor: string) {
  try {
    return anchorOf(anchor, 'anchor')
  } catch {
    // A key that cannot be read anchors nothing.
    return null
  }
}

const isDidDocument = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && 'verificationMethod' in json && Array.isArray(json.verificationMethod)
