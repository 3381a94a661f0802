import { parseRules, type Rule } from '@consular/certificate/rules'
import { loadTrust, noTrust, type TrustList } from '@consular/certificate/trust'
import type { Database } from '../database/connection.ts'
import { editionContent, newestNumbers } from './edition-store.ts'

/** What officers have approved: whom verifiers trust, and the rules of countries of arrival, as they were written. The same object until something is approved. */
export interface ApprovedMaterial {
  readonly trust: TrustList
  readonly rules: readonly Rule[]
  readonly written: readonly unknown[]
}

interface Kept {
  readonly version: string
  readonly material: Promise<ApprovedMaterial>
}

async function load(database: Database, numbers: { trust: number; rules: number }): Promise<ApprovedMaterial> {
  const [trust, rules] = await Promise.all([
    numbers.trust === 0 ? null : editionContent(database, 'trust', numbers.trust),
    numbers.rules === 0 ? null : editionContent(database, 'rules', numbers.rules),
  ])
  const loaded = trust === null ? { ok: true as const, value: noTrust } : loadTrust(trust)
  const written = rules === null ? [] : (JSON.parse(rules) as readonly unknown[])
  const parsed = parseRules(written)
  // Both were written by an approval: what cannot be read now was damaged in the database.
  if (!loaded.ok || !parsed.ok) throw new Error(`the edition ${JSON.stringify(numbers)} cannot be read`)
  return { trust: loaded.value, rules: parsed.value, written }
}

/** Reads what is approved, each time asking the database for its number alone: an approval by another process is seen at once. */
export function approvedMaterial(database: Database): () => Promise<ApprovedMaterial> {
  let kept: Kept | null = null
  return async () => {
    const numbers = await newestNumbers(database)
    const version = `${numbers.trust} ${numbers.rules}`
    if (kept?.version === version) return kept.material
    const material = load(database, numbers)
    const mine = { version, material }
    kept = mine
    material.catch(() => {
      if (kept === mine) kept = null
    })
    return material
  }
}
