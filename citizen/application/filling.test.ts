import { readFileSync } from 'node:fs'
import { Services } from '@consular/domain/application'
import { expect, test } from 'vitest'
import type { Draft } from '../store/drafts.ts'
import { isComplete, pagesOf } from './filling.ts'

const file = readFileSync(new URL('../../pack/uto/services.json', import.meta.url), 'utf8')
const services = Services.parse(JSON.parse(file))
const answer = (value: string) => ({ value, at: 0, device: 'test' })
const draft: Draft = {
  id: '01a20901-83f0-72d5-b7ce-941a8936ad02',
  account: '01a20901-83f0-72d5-b7ce-941a8936ad03',
  mission: 'uto-it-milan-cg',
  service: 'passport-renewal',
  answers: {},
  unsent: false,
  submitting: false,
  refusal: null,
  view: null,
}
const returned = (openFields: string[]): Draft => ({
  ...draft,
  view: {
    id: draft.id,
    reference: 'TD-7KQ4-93XM-2',
    state: 'RETURNED',
    version: 3,
    mission: draft.mission,
    service: draft.service,
    rule: 'resident-expiring',
    answers: {},
    openFields,
    attachments: [],
    defects: [],
    steps: [],
    promise: null,
    holder: 'applicant',
    correctionDueOn: null,
    refusal: null,
    createdAt: '2026-11-23T10:00:00Z',
    updatedAt: '2026-11-23T10:00:00Z',
    submittedAt: '2026-11-23T10:00:00Z',
  },
})

test('a draft has all pages of its service that its answers call for', () => {
  const ids = pagesOf(draft, services).map(({ id }) => id)
  expect(ids).toContain('names')
  expect(ids).not.toContain('explanation')
  const umlaut = { ...draft, answers: { surname: answer('Lü') } }
  const names = pagesOf(umlaut, services).find(({ id }) => id === 'names')
  expect(names?.fields.map(({ id }) => id)).toContain('umlaut-form')
})

test('after a return only the faulty fields are there', () => {
  const fields = pagesOf(returned(['photo', 'mother-name']), services).flatMap((page) =>
    page.fields.map(({ id }) => id),
  )
  expect(fields).toEqual(['mother-name', 'photo'])
  expect(pagesOf(returned([]), services)).toEqual([])
})

test('a page is done when all that it requires is answered, with more than spaces', () => {
  const page = pagesOf(draft, services).find(({ id }) => id === 'names')
  if (!page) throw new Error('no page for the names')
  const typed = (surname: string): Draft => ({
    ...draft,
    answers: { 'native-name': answer('林梅'), surname: answer(surname) },
  })
  expect(isComplete(draft, page)).toBe(false)
  expect(isComplete(typed('  '), page)).toBe(false)
  expect(isComplete(typed('LIN'), page)).toBe(true)
})
