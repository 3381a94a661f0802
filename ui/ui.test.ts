import { formatter } from '@consular/messages'
import fc from 'fast-check'
import { type ComponentChildren, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { DateInput, ErrorSummary, joinDate, Radios, splitDate, Tag, TextInput, Timeline, Words } from './index.ts'

const nothing = () => {}
const show = (children: ComponentChildren) =>
  renderToString(h(Words.Provider, { value: formatter('en', 'common'), children }))

test('a text question names, describes and faults its control', () => {
  const html = show(
    h(TextInput, {
      id: 'name',
      label: 'Your name',
      hint: 'As printed',
      error: 'Write your name',
      value: '',
      onChange: nothing,
    }),
  )
  expect(html).toContain('for="name"')
  expect(html).toContain('aria-describedby="name-hint name-error"')
  expect(html).toContain('aria-invalid="true"')
  expect(html).toMatch(/id="name-error".*Error: .*Write your name/)
})

test('the only question of a page is its heading', () => {
  const option = { value: 'a', label: 'A' }
  expect(show(h(TextInput, { id: 'q', label: 'Where?', heading: true, value: '', onChange: nothing }))).toMatch(
    /<h1[^>]*><label/,
  )
  expect(
    show(h(Radios, { id: 'q', label: 'Which?', heading: true, options: [option], value: '', onChange: nothing })),
  ).toMatch(/<legend><h1>/)
})

test('every link of the error summary leads to a control that exists', () => {
  const options = ['a', 'b'].map((value) => ({ value, label: value }))
  const page = [
    h(ErrorSummary, { errors: ['q', 'd', 't'].map((id) => ({ id, text: 'Wrong' })) }),
    h(Radios, { id: 'q', label: 'Q', options, value: '', onChange: nothing }),
    h(DateInput, { id: 'd', label: 'D', value: splitDate(''), onChange: nothing }),
    h(TextInput, { id: 't', label: 'T', value: '', onChange: nothing }),
  ]
  const html = show(page)
  for (const [, id] of html.matchAll(/href="#(\w+)"/g)) expect(html).toMatch(new RegExp(`<input[^>]* id="${id}"`))
})

test('a clock is told by word and shape, not by colour alone', () => {
  const shape = (colour: 'green' | 'amber' | 'red') =>
    /<path d="([^"]*)"/.exec(show(h(Tag, { colour, children: 'In time' })))?.[1]
  expect(new Set([shape('green'), shape('amber'), shape('red')]).size).toBe(3)
})

test('the present step of a way is marked for those who do not see it', () => {
  const step = { key: 'a', stateName: 'Now:', title: 'In review' }
  expect(show(h(Timeline, { steps: [{ ...step, state: 'now' }] }))).toContain('aria-current="step"')
  expect(show(h(Timeline, { steps: [{ ...step, state: 'done' }] }))).not.toContain('aria-current')
})

test('a date of three fields joins and splits without loss', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      (year, month, day) => {
        const joined = joinDate({ year: `${year}`, month: `${month}`, day: `${day}` })
        expect(joined).toBe(new Temporal.PlainDate(year, month, day).toString())
        expect(joinDate(splitDate(joined))).toBe(joined)
      },
    ),
  )
  expect(joinDate({ year: '', month: '', day: '' })).toBe('')
  expect(splitDate(joinDate({ year: '1992', month: '', day: '' }))).toEqual({ year: '1992', month: '', day: '' })
})
