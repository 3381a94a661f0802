import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cityKey, findCity, readCities } from './city.ts'
import { packText } from './testing.ts'

const cities = readCities(packText('world/cities.tsv'))
const found = (typed: string) => {
  const result = findCity(cities, typed)
  return result.ok ? cityKey(result.value.city) : result.refusal
}

describe('a typed city', () => {
  it('is found in English, in Chinese, and as its country writes it', () => {
    for (const typed of ['Bologna', 'bologna', ' BOLOGNA ', '博洛尼亚', '博洛尼亚市'])
      expect(found(typed)).toBe('Bologna, IT')
    expect(found('Firenze')).toBe('Florence, IT')
    expect(found('佛罗伦萨')).toBe('Florence, IT')
    expect(found('sao paulo')).toBe('São Paulo, BR')
    expect(found('维也纳')).toBe('Vienna, AT')
  })

  it('is the largest of its name unless a country is added', () => {
    expect(found('London')).toBe('London, GB')
    expect(found('London, CA')).toBe('London, CA')
    expect(found('伦敦，CA')).toBe('London, CA')
    const result = findCity(cities, 'London')
    expect(result.ok && result.value.others.map(cityKey)).toContain('London, CA')
  })

  it('unknown gets suggestions that are themselves found', () => {
    const result = findCity(cities, 'Bolonga')
    expect(result).toMatchObject({ ok: false, refusal: { code: 'mission.city-unknown', data: { typed: 'Bolonga' } } })
    const suggestions = result.ok ? [] : (result.refusal.data?.['suggestions'] as string[])
    expect(suggestions).toContain('Bologna, IT')
    for (const suggestion of suggestions) expect(found(suggestion)).toBe(suggestion)
  })

  it('made of nothing, symbols or a flood of letters is refused calmly', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(''), fc.string({ maxLength: 12 }), fc.constant('x'.repeat(10_000))), (typed) => {
        const result = findCity(cities, typed)
        expect(result.ok || result.refusal.code === 'mission.city-unknown').toBe(true)
      }),
      { numRuns: 25 },
    )
  })
})
