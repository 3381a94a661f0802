import { type DefectRule, Defects, type RefusalGround, RefusalGrounds, Services } from '@consular/domain/application'
import { signal } from '@preact/signals'

/** What the ministry's pack says that officers choose from: faults by field, grounds of refusal, the pages of each form. */
export interface Catalogue {
  readonly defects: readonly DefectRule[]
  readonly grounds: readonly RefusalGround[]
  /** The key of the sentence about the way to appeal. */
  readonly appeal: string
  readonly services: readonly Services['services'][number][]
}

/** The catalogue; null until the server has given it. */
export const catalogue = signal<Catalogue | null>(null)

async function read<T>(name: string, parse: (json: unknown) => T): Promise<T> {
  const response = await fetch(`/pack/${name}.json`, { credentials: 'same-origin' })
  if (!response.ok) throw new Error(`The pack has no ${name}`)
  return parse(await response.json())
}

/** Fetches the catalogue once. A line that is down is tried again at the next file. */
export async function learnCatalogue(): Promise<void> {
  if (catalogue.value) return
  try {
    const [{ defects }, { grounds, appeal }, { services }] = await Promise.all([
      read('defects', (json) => Defects.parse(json)),
      read('refusal-grounds', (json) => RefusalGrounds.parse(json)),
      read('services', (json) => Services.parse(json)),
    ])
    catalogue.value = { defects, grounds, appeal: appeal.route, services }
  } catch {
    catalogue.value = null
  }
}

/** Fields of a service's form, page by page, as the applicant was asked. */
export const pagesOf = (service: string): readonly { readonly id: string; readonly fields: readonly string[] }[] =>
  catalogue.value?.services
    .find(({ id }) => id === service)
    ?.pages.map(({ id, fields }) => ({ id, fields: fields.map((field) => field.id) })) ?? []

/** The faults that a form can have, field by field in the order of the form; fields that only the catalogue knows come last. */
export function defectsByField(
  rules: readonly DefectRule[],
  order: readonly string[],
): { readonly field: string; readonly codes: readonly string[] }[] {
  const named = [...new Set(rules.flatMap(({ fields }) => fields))]
  const inForm = order.length === 0 ? named : order.filter((field) => named.includes(field))
  return inForm.map((field) => ({
    field,
    codes: rules.filter(({ fields }) => fields.includes(field)).map(({ code }) => code),
  }))
}
