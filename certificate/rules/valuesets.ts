import { isObject, isString, type JsonObject } from '../encoding/json.ts'
import type { Outcome } from '../record.ts'

/** One code of a value set. An inactive one may still stand in certificates that were issued earlier. */
export interface ValueSetCode {
  readonly display: string | null
  readonly active: boolean
  readonly system: string | null
}

/** A value set as the gateway of the EU publishes it. */
export interface ValueSet {
  /** Such as `vaccines-covid-19-names`. */
  readonly id: string
  /** ISO 8601 date of this version. */
  readonly date: string
  readonly codes: ReadonlyMap<string, ValueSetCode>
}

/** The codes by the name of their set: the form in which rules read value sets, as `external.valueSets`. */
export interface CodesBySet {
  readonly [id: string]: readonly string[]
}

/**
 * Reads a value set `{valueSetId, valueSetDate, valueSetValues}` (DCC.ValueSets.schema.json) that is already JSON. Members beyond these are let pass.
 * Refuses with `value-set.form` and the member that is wrong.
 */
export function parseValueSet(json: unknown): Outcome<ValueSet> {
  const refuse = (member: string): Outcome<ValueSet> => ({
    ok: false,
    refusal: { code: 'value-set.form', data: { member } },
  })
  if (!isObject(json)) return refuse('')
  const { valueSetId: id, valueSetDate: date, valueSetValues: values } = json
  if (!isString(id) || id === '') return refuse('valueSetId')
  if (!isString(date)) return refuse('valueSetDate')
  if (!isObject(values)) return refuse('valueSetValues')
  const codes = new Map<string, ValueSetCode>()
  for (const [code, value] of Object.entries(values)) {
    if (!isObject(value)) return refuse(`valueSetValues.${code}`)
    codes.set(code, readCode(value))
  }
  return { ok: true, value: { id, date, codes } }
}

const readCode = ({ display, active, system }: JsonObject): ValueSetCode => ({
  display: isString(display) ? display : null,
  active: active !== false,
  system: isString(system) && system !== '' ? system : null,
})

/** Value sets in the form that rules read. Inactive codes are among them: whether they count, is for the rule to say. Of two versions of a set the later date wins. */
export function codesBySet(sets: readonly ValueSet[]): CodesBySet {
  const newest = new Map<string, ValueSet>()
  for (const set of sets) {
    const other = newest.get(set.id)
    if (other === undefined || other.date < set.date) newest.set(set.id, set)
  }
  return Object.fromEntries([...newest].map(([id, set]) => [id, [...set.codes.keys()]]))
}

/** A code looked up in a set, blanks at its ends aside; null where the set or the code is unknown, which never makes a certificate invalid. */
export const findCode = (sets: readonly ValueSet[], id: string, code: string): ValueSetCode | null =>
  sets.find((set) => set.id === id)?.codes.get(code.trim()) ?? null
