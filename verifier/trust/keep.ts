import { type CodesBySet, parseRules, type Rule } from '@consular/certificate/rules'
import { loadTrust, noTrust, type TrustList } from '@consular/certificate/trust'
import { signal } from '@preact/signals'
import { keepTexts, type Places, type Texts } from './texts.ts'

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

let hasAnswered: () => void = () => undefined

/** Holds when the service was asked for the first time, whatever it said. */
export const firstAnswer = new Promise<void>((done) => {
  hasAnswered = done
})

const pause = 15 * 60 * 1000

const isObject = (value: unknown): value is { readonly [member: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCodes = (value: unknown): value is CodesBySet =>
  isObject(value) &&
  Object.values(value).every((codes) => Array.isArray(codes) && codes.every((code) => typeof code === 'string'))

/** The rules and value sets of a file; null where it is not whole. Looked at by hand: a library of schemas would be most of what the page loads. */
function bookOf(text: string): Pick<Material, 'rules' | 'valueSets'> | null {
  const book: unknown = JSON.parse(text)
  if (!isObject(book) || !Array.isArray(book['rules']) || !isCodes(book['valueSets'])) return null
  const parsed = parseRules(book['rules'])
  return parsed.ok ? { rules: parsed.value, valueSets: book['valueSets'] } : null
}

/** The material of two files; null where one of them is not whole. */
export function materialOf({ trust, rules, asOf }: Texts): Material | null {
  const list = loadTrust(trust)
  if (!list.ok) return null
  try {
    const book = bookOf(rules)
    return book && { trust: list.value, ...book, asOf: Temporal.Instant.from(asOf) }
  } catch {
    return null
  }
}

async function fetchTexts({ trust, rules }: Places): Promise<Texts> {
  const [list = '', book = ''] = await Promise.all(
    [trust, rules].map(async (place) => {
      const response = await fetch(place, { cache: 'no-cache', credentials: 'omit' })
      if (!response.ok) throw new Error(place)
      return response.text()
    }),
  )
  return { trust: list, rules: book, asOf: Temporal.Now.instant().toString() }
}

/** How many signers and issuers a list holds. */
export const sizeOf = ({ signers, issuers }: TrustList): number => signers.length + issuers.length

/** Whom to ask, and whether what is heard is kept on this device. */
export interface Asking {
  readonly places: Places
  readonly keep: boolean
}

/** Asks the service for its newest list. A list that is not whole, or empty, never replaces one that is better; without a line, what is kept stays. */
export async function refresh({ places, keep }: Asking): Promise<void> {
  try {
    const texts = await fetchTexts(places)
    const fresh = materialOf(texts)
    if (fresh === null || sizeOf(fresh.trust) < Math.min(1, sizeOf(material.value.trust))) return
    material.value = fresh
    if (keep) await keepTexts(texts)
  } catch {
    // Offline, or a browser that refuses storage: the age of the list says how it stands.
  } finally {
    unasked.value = false
    hasAnswered()
  }
}

/** Takes what was kept on this device. */
export function takeKept(kept: Texts | null): void {
  const known = kept && materialOf(kept)
  if (known) material.value = known
}

/** Asks for what is newer: at the start, when the line comes back, and every quarter of an hour; until it is undone. */
export function keepFresh(asking: Asking): () => void {
  const ask = () => void refresh(asking)
  addEventListener('online', ask)
  const clock = setInterval(ask, pause)
  ask()
  return () => {
    removeEventListener('online', ask)
    clearInterval(clock)
  }
}
