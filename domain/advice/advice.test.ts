import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AdviceContent,
  AdviceLevels,
  AdviceMove,
  type AdviceOfficer,
  AdviceState,
  adviceMoves,
  checkContent,
  compareTexts,
  differenceBetween,
  moveAdvice,
  movesFor,
  PhraseName,
  Phrases,
  phrasesFor,
  writeXml,
  xmlText,
} from './index.ts'

const readPack = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../pack/${path}`, import.meta.url), 'utf8'))
const levels = AdviceLevels.parse(readPack('uto/advice-levels.json'))
const now = Temporal.Instant.from('2026-11-24T09:00:00Z')
const content = (change: Partial<AdviceContent> = {}): AdviceContent => ({
  level: 'take-care',
  category: 'Safety',
  headline: { zh: '注意海浪', en: 'Mind the waves' },
  text: { zh: '海浪很高。不要下水。', en: 'The waves are high. Stay out of the water.' },
  instruction: { zh: '', en: '' },
  areas: [],
  validFrom: null,
  validUntil: '2026-12-01T00:00:00Z',
  publishAt: null,
  ...change,
})
const check = (
  change: Partial<AdviceContent>,
  kind: 'advice' | 'alert' = 'alert',
  act: 'publish' | 'withdraw' = 'publish',
) => {
  const answer = checkContent(content(change), { kind, country: 'IT', act, levels, now })
  return answer.ok ? 'yes' : answer.refusal.code
}

describe('content', () => {
  test('of a known level, for parts of its own country, and over in the future, may be proposed', () => {
    expect(check({})).toBe('yes')
    expect(check({ level: 'do-not-travel' })).toBe('advice.level-unknown')
    expect(check({ validUntil: '2026-11-24T09:00:00Z' })).toBe('advice.already-over')
    expect(check({ validFrom: '2026-12-01T00:00:00Z' })).toBe('advice.times-disagree')
    expect(check({ publishAt: '2026-12-02T00:00:00Z' })).toBe('advice.times-disagree')
  })

  test('stands in both languages before it is proposed, though a draft may wait for its translation', () => {
    expect(check({ headline: { zh: '注意海浪', en: '' } })).toBe('advice.text-missing')
    expect(check({ instruction: { zh: '', en: 'Stay in.' } })).toBe('advice.text-missing')
  })

  test('of a withdrawal says why, and is not over because its time is', () => {
    expect(check({ validUntil: '2026-11-01T00:00:00Z' }, 'alert', 'withdraw')).toBe('yes')
    expect(check({ text: { zh: '', en: '' } }, 'alert', 'withdraw')).toBe('advice.text-missing')
  })

  test('of an alert ends; standing advice need not', () => {
    expect(check({ validUntil: null })).toBe('advice.end-needed')
    expect(check({ validUntil: null }, 'advice')).toBe('yes')
  })

  test('names areas of its own country, and shapes that enclose something', () => {
    const area = { name: { zh: '利古里亚', en: 'Liguria' }, subdivision: 'IT-42', circle: null, polygon: null }
    const line = [1, 2, 3].map((at) => ({ lat: at, lon: at }))
    expect(check({ areas: [area] })).toBe('yes')
    expect(check({ areas: [{ ...area, subdivision: 'FR-06' }] })).toBe('advice.area-impossible')
    expect(check({ areas: [{ ...area, polygon: line }] })).toBe('advice.area-impossible')
    expect(check({ areas: [{ ...area, polygon: [...line.slice(1), { lat: 44, lon: 8 }] }] })).toBe('yes')
  })
})

describe('the lifecycle', () => {
  const editor: AdviceOfficer = { id: 'editor', editor: true, approver: false }
  const both: AdviceOfficer = { id: 'both', editor: true, approver: true }
  const second: AdviceOfficer = { id: 'second', editor: false, approver: true }

  test('reaches every state, and leaves none that is over', () => {
    const reached = new Set(['DRAFT', ...adviceMoves.map(({ to }) => to)])
    expect([...reached].toSorted()).toEqual(AdviceState.options.toSorted())
    for (const over of ['UPDATED', 'WITHDRAWN', 'EXPIRED', 'DISCARDED'])
      expect(adviceMoves.filter(({ from }) => from === over)).toEqual([])
  })

  test('lets nobody approve what she has written or proposed, whatever roles she holds', () => {
    fc.assert(
      fc.property(
        fc.subarray(['both', 'second', 'editor']),
        fc.boolean(),
        fc.boolean(),
        (authors, isEditor, isApprover) => {
          for (const id of ['both', 'second', 'editor']) {
            const answer = moveAdvice({ state: 'PROPOSED', authors }, 'approve', {
              id,
              editor: isEditor,
              approver: isApprover,
            })
            expect(answer.ok).toBe(isApprover && !authors.includes(id))
          }
        },
      ),
    )
    expect(moveAdvice({ state: 'PROPOSED', authors: ['both'] }, 'approve', both)).toMatchObject({
      refusal: { code: 'advice.own-work' },
    })
  })

  test('makes nothing public without an approval: officers have no move that ends in PUBLISHED', () => {
    for (const state of AdviceState.options)
      for (const move of AdviceMove.options)
        for (const officer of [editor, both, second]) {
          const answer = moveAdvice({ state, authors: [] }, move, officer)
          if (answer.ok) expect(['DRAFT', 'PROPOSED', 'APPROVED', 'DISCARDED']).toContain(answer.value)
        }
  })

  test('shows each officer the moves that are hers', () => {
    expect(movesFor({ state: 'DRAFT', authors: ['editor'] }, editor)).toEqual(['propose', 'discard'])
    expect(movesFor({ state: 'PROPOSED', authors: ['editor'] }, second)).toEqual(['return', 'approve'])
    expect(movesFor({ state: 'APPROVED', authors: ['editor'] }, second)).toEqual(['stop'])
    expect(movesFor({ state: 'PUBLISHED', authors: [] }, both)).toEqual([])
  })
})

describe('the difference of two versions', () => {
  const texts = fc.array(fc.constantFrom('海浪很高。', '不要下水！', 'Stay home. ', 'Call 112.\n', '3.5 m ', ''), {
    maxLength: 12,
  })

  test('can be read back into both texts', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const parts = compareTexts(one.join(''), other.join(''))
        const read = (without: 'added' | 'gone') =>
          parts
            .filter(({ kind }) => kind !== without)
            .map(({ text }) => text)
            .join('')
        expect([read('added'), read('gone')]).toEqual([one.join(''), other.join('')])
      }),
    )
  })

  test('names the sentence that changed, and leaves out what stayed', () => {
    const after = content({
      text: { zh: '海浪很高。不要下水。', en: 'The waves are very high. Stay out of the water.' },
      level: 'stay-away',
    })
    expect(differenceBetween(content(), after)).toEqual([
      {
        field: 'level',
        language: null,
        parts: [
          { kind: 'gone', text: 'take-care' },
          { kind: 'added', text: 'stay-away' },
        ],
      },
      {
        field: 'text',
        language: 'en',
        parts: [
          { kind: 'gone', text: 'The waves are high. ' },
          { kind: 'added', text: 'The waves are very high. ' },
          { kind: 'same', text: 'Stay out of the water.' },
        ],
      },
    ])
    expect(differenceBetween(after, after)).toEqual([])
  })
})

test('XML holds any text, and nothing that XML does not know', () => {
  expect(writeXml(xmlText('a', 'x < y & "z"\u0000\uD800'))).toContain('<a>x &lt; y &amp; &quot;z&quot;</a>')
})

describe.each(['cn', 'uto'])('the levels of %s', (pack) => {
  test('have codes, names and colours of their own, and grow worse one after the other', () => {
    const { levels: list } = AdviceLevels.parse(readPack(`${pack}/advice-levels.json`))
    for (const key of ['code', 'colour'] as const)
      expect(new Set(list.map((level) => level[key])).size).toBe(list.length)
    const severities = ['Minor', 'Moderate', 'Severe', 'Extreme']
    const order = list.map(({ severity }) => severities.indexOf(severity))
    expect(order).toEqual(order.toSorted((one, other) => one - other))
  })
})

describe('the phrases', () => {
  const phrases = Phrases.parse(readPack('world/phrases.json'))

  test('are whole in every language, and every country names languages that are there', () => {
    for (const [language, { phrases: texts, embassy }] of Object.entries(phrases.languages)) {
      expect(
        PhraseName.options.filter((name) => !texts[name]),
        language,
      ).toEqual([])
      expect(Object.keys(embassy).toSorted(), language).toEqual(['CN', 'UTO'])
      expect(texts['take-me'], language).toMatch(/[:：]$/)
    }
    const known = new Set(Object.keys(phrases.languages))
    for (const [country, spoken] of Object.entries(phrases.countries))
      expect(
        spoken.filter((language) => !known.has(language)),
        country,
      ).toEqual([])
  })

  test('name the embassy of one’s own state, in the languages of the country', () => {
    const [italian] = phrasesFor(phrases, 'IT', 'UTO')
    expect(italian?.phrases[0]?.text).toContain('Utopia')
    expect(phrasesFor(phrases, 'CH', 'CN').map(({ code }) => code)).toEqual(['de', 'fr', 'it'])
    expect(phrasesFor(phrases, 'XX', 'CN').map(({ code }) => code)).toEqual(['en'])
    expect(phrasesFor(phrases, 'IT', 'ZZ')[0]?.phrases.map(({ name }) => name)).not.toContain('take-me')
  })
})
