import { expect, test } from 'vitest'
import { contentOf, draftOf, emptyDraft, readTime, unreadable } from './draft.ts'

const draft = {
  ...emptyDraft,
  level: 'take-care',
  headlineZh: '海浪',
  headlineEn: 'Waves',
  areas: '利古里亚 | Liguria | IT-42 | 44.4,8.9 80\n海边 | The coast\n湾 | A bay | | 44,8 44.5,9 43.5,9.5',
  validUntil: '2026-12-01 08:00',
}

test('what an officer writes is read, and can be written on', () => {
  const content = contentOf(draft)
  expect(unreadable(draft)).toEqual([])
  expect(content.areas.map(({ subdivision, circle, polygon }) => [subdivision, circle?.km, polygon?.length])).toEqual([
    ['IT-42', 80, undefined],
    [null, undefined, undefined],
    [null, undefined, 3],
  ])
  expect(content.validUntil).toBe('2026-12-01T08:00:00Z')
  expect(contentOf(draftOf(content))).toEqual(content)
})

test('a time that is none, a level that is missing and a line that is no area are named', () => {
  expect(readTime('2026-13-01 08:00')).toBeUndefined()
  expect(readTime(' ')).toBeNull()
  const wrong = { ...draft, level: '', validUntil: 'tomorrow', areas: '利古里亚 | Liguria | IT-42 | 44.4,8.9 north' }
  expect(unreadable(wrong)).toEqual(['level', 'areas', 'validUntil'])
})
