import { type Filling, type FormField, form, type Page, type Services } from '@consular/domain/application'
import { today } from '../shell/clock.ts'
import type { Draft } from '../store/drafts.ts'
import { serviceOf } from './services.ts'

/** What the form of a draft is laid out from. */
export const fillingOf = ({ answers }: Draft, { deadlines }: Services): Filling => ({
  answers,
  deadlines,
  today: today(),
})

/** The pages of a draft's form; after a return, only the fields that are to be corrected. */
export function pagesOf(draft: Draft, services: Services): readonly Page[] {
  const service = serviceOf(services, draft.service)
  if (!service) return []
  const pages = form(service, fillingOf(draft, services))
  if (draft.view?.state !== 'RETURNED') return pages
  const { openFields } = draft.view
  return pages
    .map(({ id, fields }) => ({ id, fields: fields.filter((field) => openFields.includes(field.id)) }))
    .filter(({ fields }) => fields.length > 0)
}

/** What was answered to a field, as it was typed. */
export const answerOf = (draft: Draft, field: Pick<FormField, 'id'>): string => draft.answers[field.id]?.value ?? ''

/** Is every required field of this page answered? */
export const isComplete = (draft: Draft, page: Page): boolean =>
  page.fields.every((field) => !field.required || answerOf(draft, field).trim() !== '')
