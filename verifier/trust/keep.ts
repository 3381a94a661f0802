import { type CodesBySet, parseRules, type Rule } from '@consular/certificate/rules'
import { loadTrust, noTrust, type TrustList } from '@consular/certificate/trust'
import { signal } from '@preact/signals'
import * as z from 'zod/mini'

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

const cacheName = 'verifier-trust'
const paths = { trust: '/trust/list.json', rules: '/trust/rules.json' } as const
const heard = 'x-as-of'
const pause = 15 * 60 * 1000

const RuleBook = z.object({ rules: z.array(z.unknown()), valueSets: z.record(z.string(), z.array(z.string())) })

interface Texts {
  readonly trust: string
  readonly rules: string
  readonly asOf: Temporal.Instant | null
}

/** The material of two files; null where one of them is not whole. */
export function materialOf({ trust, rules, asOf }: Texts): Material | null {
  const list = loadTrust(trust)
  if (!list.ok) return null
  try {
    const book = RuleBook.parse(JSON.parse(rules))
    const parsed = parseRules(book.rules)
    return parsed.ok ? { trust: list.value, rules: parsed.value, valueSets: book.valueSets, asOf } : null
  } catch {
    return null
  }
}

async function keptTexts(): Promise<Texts | null> {
  const cache = await caches.open(cacheName)
  const [trust, rules] = await Promise.all([cache.match(paths.trust), cache.match(paths.rules)])
  if (!trust || !rules) return null
  const at = trust.headers.get(heard)
  return {
    trust: await trust.text(),
    rules: await rules.text(),
    asOf: at === null ? null : Temporal.Instant.from(at),
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
  return { trust: trust ?? '', rules: rules ?? '', asOf: Temporal.Now.instant() }
}

async function keep({ trust, rules, asOf }: Texts): Promise<void> {
  const cache = await caches.open(cacheName)
  const response = (text: string) => new Response(text, { headers: { [heard]: String(asOf) } })
  await cache.put(paths.rules, response(rules))
  await cache.put(paths.trust, response(trust))
}

/** Asks the service for its newest list. A list that is not whole never replaces one that is; without a line, what is kept stays. */
export async function refresh(): Promise<void> {
  try {
    const texts = await fetchTexts()
    const fresh = materialOf(texts)
    if (fresh === null) return
    material.value = fresh
    await keep(texts)
  } catch {
    // Offline, or a browser that refuses storage: the age of the list says how it stands.
  }
}

/** Takes what is kept, then what is newer: at the start, when the line comes back, and every quarter of an hour. */
export async function keepFresh(): Promise<void> {
  const kept = await keptTexts().catch(() => null)
  const known = kept && materialOf(kept)
  if (known) material.value = known
  addEventListener('online', () => void refresh())
  setInterval(() => void refresh(), pause)
  await refresh()
}
