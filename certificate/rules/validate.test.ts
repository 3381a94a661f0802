import { validate as reference } from 'certlogic-js/dist/validation/index.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validate } from './validate.ts'

const codesOf = (expression: unknown): string[] => validate(expression).map(({ code }) => code)

describe('the form of an expression', () => {
  it.each([
    [null, ['certlogic.literal']],
    [1.5, ['certlogic.literal']],
    [{}, ['certlogic.keys']],
    [{ var: 'a', if: [] }, ['certlogic.keys']],
    [{ var: 1 }, ['certlogic.var']],
    [{ var: 'a..b' }, ['certlogic.path']],
    [{ all: [] }, ['certlogic.operator']],
    [{ constructor: [] }, ['certlogic.operator']],
    [{ '+': 1 }, ['certlogic.operands']],
    [{ and: [true] }, ['certlogic.count']],
    [{ if: [{ var: 1 }, { var: 'a.' }] }, ['certlogic.count', 'certlogic.var', 'certlogic.path']],
    [{ plusTime: [{ var: 'a' }, 1.5, 'week'] }, ['certlogic.integer', 'certlogic.unit']],
    [{ extractFromUVCI: ['a', { var: 'i' }] }, ['certlogic.integer']],
    [[1, [null], { '!': [false] }], ['certlogic.literal']],
  ])('of %j has %j', (expression, codes) => {
    expect(codesOf(expression)).toEqual(codes)
  })

  it('is fine for every literal and every operation', () => {
    for (const fine of [
      false,
      0,
      '',
      [],
      { var: '' },
      { extractFromUCVI: ['a', 0] },
      { plusTime: ['2021', -1, 'year'] },
    ])
      expect(codesOf(fine)).toEqual([])
  })

  it('names the part that is wrong', () => {
    const wrong = { '+': [1] }
    expect(validate({ '!': [wrong] })).toEqual([{ code: 'certlogic.count', expression: wrong }])
  })

  it('has limits of depth and size, and ends there', () => {
    let deep: unknown = true
    for (let level = 0; level < 100_000; level++) deep = [deep]
    expect(codesOf(deep)).toEqual(['certlogic.too-deep'])
    expect(codesOf(Array.from({ length: 30_000 }, () => null)).at(-1)).toBe('certlogic.too-large')
    expect(codesOf(Array.from({ length: 30_000 }, () => [1]))).toEqual(['certlogic.too-large'])
  })
})

// certlogic-js 1.2.2 does not look into a negation that has too many operands, and does not know `extractFromUCVI`.
const { expression } = fc.letrec((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(true, 0, 'text', null, 1.5, { var: 'a.b' }, { var: 'a.' }, { var: 1 }, {}),
    fc.array(tie('expression'), { maxLength: 4 }),
    fc
      .tuple(
        fc.constantFrom('if', 'and', '===', '>', 'after', 'in', '+', 'reduce', 'all', 'plusTime', 'extractFromUVCI'),
        fc.array(tie('expression'), { maxLength: 4 }),
      )
      .map(([name, operands]) => ({ [name]: operands })),
    fc.tuple(fc.constantFrom('!', 'dccDateOfBirth'), tie('expression')).map(([name, item]) => ({ [name]: [item] })),
  ),
}))

it('has as many faults as certlogic-js finds, in the same parts', () => {
  fc.assert(
    fc.property(expression, (given) => {
      const theirs = reference(given).map((issue) => JSON.stringify(issue.expr))
      expect(
        validate(given)
          .map((issue) => JSON.stringify(issue.expression))
          .toSorted(),
      ).toEqual(theirs.toSorted())
    }),
    { numRuns: 2000 },
  )
})
