import type { Warning } from '../certificate.ts'
import type { JsonObject } from '../encoding/json.ts'
import { canonise } from '../linked-data/canonise.ts'
import type { Contexts } from '../linked-data/contexts.ts'
import { isSame } from './signed-part.ts'

/** Members of a vaccination that do harm when they change places. */
const pairs = [
  ['dose', 'totalDoses'],
  ['vaccine', 'batch'],
  ['date', 'effectiveUntil'],
] as const

/** Answers by what the credential names as its contexts and type. Only of signed credentials, so few; a forger can vary the writing, hence the limit. */
const answers = new WeakMap<Contexts, Map<string, readonly Warning[]>>()
const mostAnswers = 16

/**
 * The contexts of DIVOC that are in use give several members of a vaccination the same meaning (`dose` and `totalDoses` are both `schema:doseValue`), so that
 * they can change places and the signature still fits. Finds out by exchanging them; the answer is a warning for each pair (`divoc.interchangeable`).
 */
export async function findInterchangeable(credential: JsonObject, contexts: Contexts): Promise<readonly Warning[]> {
  const { '@context': context, type } = credential
  const known = answers.get(contexts) ?? new Map<string, readonly Warning[]>()
  answers.set(contexts, known)
  const name = JSON.stringify([context, type])
  const answer = known.get(name) ?? (await tryPairs({ '@context': context, type }, contexts))
  if (known.size >= mostAnswers) known.clear()
  known.set(name, answer)
  return answer
}

async function tryPairs(credential: JsonObject, contexts: Contexts): Promise<readonly Warning[]> {
  const found: Warning[] = []
  for (const [a, b] of pairs) {
    const withDose = (members: JsonObject): JsonObject => ({
      ...credential,
      evidence: { type: 'Vaccination', ...members },
    })
    const { quads, dropped } = await canonise(withDose({ [a]: 1, [b]: 2 }), contexts)
    if (dropped.length > 0) continue
    if (await isSame(withDose({ [a]: 2, [b]: 1 }), quads, contexts))
      found.push({ code: 'divoc.interchangeable', at: 'evidence', value: `${a} ${b}` })
  }
  return found
}
