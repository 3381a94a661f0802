import type { Warning } from '../certificate.ts'
import { isArray, isObject, type JsonObject } from '../encoding/json.ts'
import type { Contexts } from '../linked-data/contexts.ts'
import { isSame } from './signed-part.ts'

/** Members of a vaccination that do harm when they change places. */
const pairs = [
  ['dose', 'totalDoses'],
  ['vaccine', 'batch'],
  ['date', 'effectiveUntil'],
] as const

/**
 * The contexts of DIVOC that are in use give several members of a vaccination the same meaning (`dose` and `totalDoses` are both `schema:doseValue`), so that
 * they can change places and the signature still fits. Finds out by exchanging them; the answer is a warning for each pair (`divoc.interchangeable`).
 */
export async function findInterchangeable(
  credential: JsonObject,
  quads: string,
  contexts: Contexts,
): Promise<readonly Warning[]> {
  const { evidence, ...document } = credential
  const given = isArray(evidence) ? evidence.filter(isObject) : []
  const found: Warning[] = []
  for (const [a, b] of pairs) {
    if (!given.some((each) => each[a] !== undefined && each[b] !== undefined && each[a] !== each[b])) continue
    const exchanged = given.map(({ [a]: first, [b]: second, ...rest }) => ({ ...rest, [a]: second, [b]: first }))
    if (await isSame({ ...document, evidence: exchanged }, quads, contexts))
      found.push({ code: 'divoc.interchangeable', at: 'evidence', value: `${a} ${b}` })
  }
  return found
}
