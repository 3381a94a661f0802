import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PersonName } from '../record.ts'
import { cutName, type Named, standardName, transliterate } from './index.ts'

const named = (familyName: string, givenName = '', more: Partial<Named> = {}): Named => ({
  familyName,
  givenName,
  ...more,
})

const standard = async (person: PersonName) => {
  const name = await standardName(person)
  if (!name.ok) return name.refusal
  const { familyName, givenName } = name.value
  return givenName === '' ? familyName : `${familyName}<<${givenName}`
}

test.each([
  ['Müller-Größe', 'Jürgen', 'MUELLER<GROESSE<<JUERGEN'],
  ['Bazán Quiñones', 'Íñigo', 'BAZAN<QUINONES<<INIGO'],
  ['Çelik', 'İbrahim Işık', 'CELIK<<IBRAHIM<ISIK'],
  ['Nguyễn', 'Thị Ánh Ặ', 'NGUYEN<<THI<ANH<A'],
  ['O’Connor', "D'Arcy J. R.", 'OCONNOR<<DARCY<J<R'],
  ['Þórsdóttir', 'Ægir Øyvind Đorđe', 'THORSDOTTIR<<AEGIR<OEYVIND<DORDE'],
  ['Ǻngström', 'Ǽ', 'AANGSTROEM<<AE'],
  ['Əliyeva', 'Ģirts Ŋ', 'ALIYEVA<<GIRTS<N'],
  ['ＬＩＮ　Mei', '', 'LIN<MEI'],
])('%s %s loses its marks by table A', async (family, given, expected) => {
  expect(await standard(named(family, given))).toBe(expected)
})

test.each([
  ['Щукин', 'Юрий Объедков', undefined, 'SHCHUKIN<<IURII<OBIEEDKOV'],
  ['Зеленська', 'Юлія Ївга', 'UA', 'ZELENSKA<<YULIIA<YIVHA'],
  ['Бабрыковіч', 'Аляксандр', 'BY', 'BABRYKOVICH<<ALIAKSANDR'],
  ['Міхалёў', 'Ігар', 'BY', 'MIKHALIOU<<IHAR'],
  ['Щерев', '', 'BG', 'SHTEREV'],
  ['Ѓорѓиев', 'Ќиро', 'MK', 'GJORGJIEV<<KJIRO'],
  ['Живковић', 'Ђорђе Гордана', 'RS', 'ZIVKOVIC<<DORDE<GORDANA'],
])('%s %s is written by table B and the exceptions of its language', async (family, given, nationality, expected) => {
  expect(await standard(named(family, given, { nationality }))).toBe(expected)
})

test.each([
  ['ابو بكر', 'محمد بن زكريا الرازي', 'ABW<BKR<<MXHMD<BN<ZKRYA<ALRAZY'],
  ['عبّاس', 'فضّة', 'EBBAS<<FXDZXDZXAH'],
  ['فاطمةبيگم', 'مُحَمَّد', 'FAXTTMXTABYXGGM<<MXHMMD'],
  ['ﻻ', 'جمـال', 'LA<<JMAL'],
])('%s %s is written by table C', async (family, given, expected) => {
  expect(await standard(named(family, given))).toBe(expected)
})

test.each([
  ['单', '田芳', 'SHAN<<TIANFANG'],
  ['曾', '国藩', 'ZENG<<GUOFAN'],
  ['仇', '英', 'QIU<<YING'],
  ['尉迟', '恭', 'YUCHI<<GONG'],
  ['万俟', '卨', 'MOQI<<XIE'],
  ['欧阳', '文博', 'OUYANG<<WENBO'],
  ['吕', '略', 'LYU<<LYUE'],
  ['幺', '女', 'YAO<<NYU'],
  ['阿里木·吐尔逊', '', 'ALIMU<TUERXUN'],
])('%s%s is written in pinyin, a surname as surnames are read', async (family, given, expected) => {
  expect(await standard(named(family, given))).toBe(expected)
})

test('the spelling of the passport wins over any transliteration', async () => {
  const latin = { familyName: 'LU', givenName: 'YINGHUI' }
  expect(await standard(named('吕', '应辉', { latin }))).toBe('LU<<YINGHUI')
  expect(await standard(named('Σταματίου', 'Ελένη', { latin: { familyName: 'STAMATIOU', givenName: 'ELENI' } }))).toBe(
    'STAMATIOU<<ELENI',
  )
})

test('ü is UE in Europe, YU in China and with a tone mark', async () => {
  expect(await standard(named('Lü', '', { nationality: 'DE' }))).toBe('LUE')
  expect(await standard(named('Lü', '', { nationality: 'CN' }))).toBe('LYU')
  expect(await standard(named('Lǚ'))).toBe('LYU')
  expect(transliterate('Lǚ Lü', { umlaut: 'U' })).toEqual({ ok: true, value: 'LU<LU' })
})

test('a reading that only the person can tell is named', async () => {
  const doubts = async (person: Named) => {
    const name = await standardName(person)
    return name.ok ? name.value.doubtful : null
  }
  expect(await doubts(named('覃', '长乐'))).toEqual(['覃', '长', '乐'])
  expect(await doubts(named('王', '秀英'))).toEqual([])
  expect(await doubts(named('覃', '长乐', { latin: { familyName: 'Tan', givenName: 'Changle' } }))).toEqual([])
})

test('what no table covers is refused by its character', async () => {
  const refusal = (character: string) => ({ code: 'names.character', data: { character } })
  expect(await standard(named('Ελένη'))).toEqual(refusal('Ε'))
  expect(await standard(named('㐱'))).toEqual(refusal('㐱'))
  expect(await standard(named('Mei', 'Li2'))).toEqual(refusal('2'))
  expect(await standard(named('Mei', '😀'))).toEqual(refusal('😀'))
  expect(await standard(named(' - ', 'x'))).toEqual({ code: 'names.empty' })
  expect(transliterate('王')).toEqual({ ok: false, refusal: refusal('王') })
})

test('a long name is cut and does not end in a filler', () => {
  expect(cutName('A'.repeat(90), 80)).toHaveLength(80)
  expect(cutName(`${'A'.repeat(79)}<BC`, 80)).toBe('A'.repeat(79))
})

test('whatever is written is capitals and single fillers, and writing it again changes nothing', async () => {
  const letters = fc.string({ unit: fc.constantFrom(...Array.from('aÄéßİıĳŁǺ李单女ЩїЬعةّ -·.’·')), maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(fc.oneof(letters, fc.string({ unit: 'grapheme', maxLength: 20 })), async (text) => {
      const name = await standardName({ familyName: text, givenName: text })
      if (!name.ok) return
      expect(name.value.familyName).toMatch(/^[A-Z]+(<[A-Z]+)*$/)
      expect(transliterate(name.value.familyName)).toEqual({ ok: true, value: name.value.familyName })
    }),
    { numRuns: 300 },
  )
})
