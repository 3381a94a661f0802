import { type CodesBySet, parseRules, type Rule } from '@consular/certificate/rules'
import { loadTrust, noTrust, type TrustList } from '@consular/certificate/trust'
import { signal } from '@preact/signals'
import * as z from 'zod/mini'
import { keepTexts, paths, type Texts } from './texts.ts'

/** What certificates are verified against on this device. */
export interface Material {
  readonly trust: TrustList
  readonly rules: readonly Rule[]
  readonly valueSets: CodesBySet
  /** When this device last had the service's word that this is the newest list; null where it never had. */
  readonly asOf: Temporal.Instant | null
}

/** The material of this device. */
export const material = signal<Material>({ trust: noTrust, rules: [], valueSets: {}, asOf: null })

/** Has the service not been asked yet, since the page was opened? */
export const unasked = signal(true)

const pause = 15 * 60 * 1000

const RuleBook = z.object({ rules: z.array(z.unknown()), valueSets: z.record(z.string(), z.array(z.string())) })

/** The material of two files; null where one of them is not whole. */
export function materialOf({ trust, rules, asOf }: Texts): Material | null {
  const list = loadTrust(trust)
  if (!list.ok) return null
  try {
    const book = RuleBook.parse(JSON.parse(rules))
    const parsed = parseRules(book.rules)
    if (!parsed.ok) return null
    return { trust: list.value, rules: parsed.value, valueSets: book.valueSets, asOf: Temporal.Instant.from(asOf) }
  } catch {
    return null
  }
}

async function fetchTexts(): Promise<Texts> {
  const [trust, rules] = await Promise.all(
    [paths.trust, paths.rules].map(async (path) => {
      const response = await fetch(path, { cache: 'no-cache' })
      if (!response.ok) throw new Error(path)
      return response.text()
    }),
  )
  return { trust: trust ?? '', rules: rules ?? '', asOf: Temporal.Now.instant().toString() }
}

/** How many signers and issuers a list holds. */
export const sizeOf = ({ signers, issuers }: TrustList): number => signers.length + issuers.length

/** Asks the service for its newest list. A list that is not whole, or empty, never replaces one that is better; without a line, what is kept stays. */
export async function refresh(): Promise<void> {
  try {
    const texts = await fetchTexts()
    const fresh = materialOf(texts)
    if (fresh === null || sizeOf(fresh.trust) < Math.min(1, sizeOf(material.value.trust))) return
    material.value = fresh
    await keepTexts(texts)
  } catch {
    // Offline, or a browser that refuses storage: the age of the list says how it stands.
  } finally {
    unasked.value = false
  }
}

/** Takes what was kept on this device. */
export function takeKept(kept: Texts | null): void {
  const known = kept && materialOf(kept)
  if (known) material.value = known
}

/** Asks for what is newer: at the start, when the line comes back, and every quarter of an hour. */
export async function keepFresh(): Promise<void> {
  addEventListener('online', () => void refresh())
  setInterval(() => void refresh(), pause)
  await refresh()
}
