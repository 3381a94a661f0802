import { readFile } from 'node:fs/promises'
import type { IssuedFamily } from '@consular/api'
import { adviseFamilies, type FamilyAdvice, FamilyFacts } from '@consular/domain/issuing'
import { packPath } from '../../mission/index.ts'

/** What is known of who reads what: read once, for it is part of the installation. A file that does not fit its schema throws. */
const facts = FamilyFacts.parse(JSON.parse(await readFile(packPath('world', 'certificate-families.json'), 'utf8')))

/** What somebody would have: what a country reads, or a family. */
export type FamilyWish = { readonly country: string } | { readonly family: IssuedFamily }

/** The families that a country reads, the best first, each with why. */
export const familiesOf = (country: string): readonly FamilyAdvice[] => adviseFamilies(country, facts)

/** In which order families are tried for a wish. */
export const familiesFor = (wish: FamilyWish): readonly IssuedFamily[] =>
  'family' in wish ? [wish.family] : familiesOf(wish.country).map(({ family }) => family)

/** The wish as it is kept with a certificate. */
export const purposeOf = (wish: FamilyWish): string =>
  'family' in wish ? `family:${wish.family}` : `country:${wish.country}`
