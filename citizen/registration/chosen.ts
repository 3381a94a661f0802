import { type AnswerOf, call, listCurrentAdvice } from '@consular/api'
import type { Refusal } from '@consular/domain/shared'
import { signal } from '@preact/signals'
import { get, update } from 'idb-keyval'
import { now } from '../shell/clock.ts'
import { alertsKey, settings } from '../store/database.ts'

type Advice = AnswerOf<typeof listCurrentAdvice>['advice'][number]

/** What this phone watches: countries, and nothing of who. They are on the phone alone. */
interface Chosen {
  /** ISO 3166-1 alpha-2, in the order in which they were chosen. */
  readonly countries: readonly string[]
  /** The news of all countries, as they last came; null where they never did. */
  readonly news: { readonly at: string; readonly advice: readonly Advice[] } | null
  /** Versions that were on the screen before: `id number`. */
  readonly seen: readonly string[]
}

const nothing: Chosen = { countries: [], news: null, seen: [] }

/** What is watched; null until the phone has said so. */
export const chosen = signal<Chosen | null>(null)

/** The newest copy, also where another page of this app has changed it. */
async function change(edit: (known: Chosen) => Chosen): Promise<void> {
  await update<Chosen>(alertsKey, (known = nothing) => edit(known), settings)
  chosen.value = (await get<Chosen>(alertsKey, settings)) ?? nothing
}

/** Takes out of the phone what is watched. */
export async function openChosen(): Promise<void> {
  chosen.value = (await get<Chosen>(alertsKey, settings)) ?? nothing
}

/** Watches a country. */
export const addCountry = (country: string): Promise<void> =>
  change((known) => ({ ...known, countries: [...new Set([...known.countries, country])] }))

/** Watches it no more. */
export const removeCountry = (country: string): Promise<void> =>
  change((known) => ({ ...known, countries: known.countries.filter((other) => other !== country) }))

/** How a version of an advice is remembered. */
export const versionOf = ({ id, number }: Advice): string => `${id} ${number}`

/** Remembers what was on the screen, so that only newer versions are marked the next time. */
export const markSeen = (): Promise<void> =>
  change((known) => ({ ...known, seen: (known.news?.advice ?? []).map(versionOf) }))

/** Fetches the news of all countries: whoever sees the request learns nothing of which are watched. */
export async function fetchNews(): Promise<Refusal | null> {
  const answer = await call(listCurrentAdvice, {})
  if (!answer.ok) return answer.refusal
  await change((known) => ({ ...known, news: { at: now().toString(), advice: answer.value.advice } }))
  return null
}

/** The news of a country. */
export const newsOf = (country: string): readonly Advice[] =>
  (chosen.value?.news?.advice ?? []).filter((advice) => advice.country === country)
