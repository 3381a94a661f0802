import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDigit, compareScan, mrzLines, nameField, parseMrz, printedNames } from './index.ts'

const today = Temporal.PlainDate.from('2026-11-24')
const specimen = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
] as const
const zhang = ['P<CHNZHANG<<WEI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<', 'EA12345676CHN9002155M2703017<<<<<<<<<<<<<<<6'] as const
const child = ['P<CHNLI<<XIAOMENG<<<<<<<<<<<<<<<<<<<<<<<<<<', 'EB76543217CHN2209106F2809090<<<<<<<<<<<<<<<4'] as const
const pad = (line: string) => line.padEnd(44, '<')

const read = (text: string) => {
  const parsed = parseMrz(text, today)
  return parsed.ok ? parsed.value : parsed.refusal
}

/** Line 2 with one character replaced, by its position from 1. */
const wrong = (line: string, position: number, character: string) =>
  line.slice(0, position - 1) + character + line.slice(position)

describe('reading', () => {
  test('the ICAO specimen is read', () => {
    expect(read(specimen.join('\n'))).toEqual({
      issuer: 'UTO',
      surname: 'ERIKSSON',
      givenNames: 'ANNA MARIA',
      documentNumber: 'L898902C3',
      nationality: 'UTO',
      birthDate: '1974-08-12',
      sex: 'F',
      expiryDate: '2012-04-15',
      optional: 'ZE184226B',
      lines: specimen,
    })
  })

  test('invented Chinese passports are read, and a child born in 2022 is not a hundred years old', () => {
    expect(read(zhang.join('\n'))).toMatchObject({
      surname: 'ZHANG',
      documentNumber: 'EA1234567',
      expiryDate: '2027-03-01',
    })
    expect(read(child.map(pad).join('\n'))).toMatchObject({
      givenNames: 'XIAOMENG',
      birthDate: '2022-09-10',
      expiryDate: '2028-09-09',
    })
  })

  test('small letters, spaces, lost line breaks, full-width letters and quotation marks do not matter', () => {
    const line = zhang.join('')
    for (const text of [
      line.toLowerCase(),
      line.replaceAll('<<', '« '),
      line.replaceAll('<', '＜'),
      line.match(/.{1,11}/g)?.join('\n ') ?? '',
    ])
      expect(read(text)).toMatchObject({ documentNumber: 'EA1234567' })
  })

  test('two transposed digits are caught and named by their place', () => {
    expect(read(`${zhang[0]}\n${zhang[1].replace('EA1234567', 'EA1234576')}`)).toEqual({
      code: 'mrz.check-digit',
      data: { field: 'number', line: 2, position: 10, computed: 8, printed: '6' },
    })
  })

  test('K in place of A gives the same digit: a blind spot of the code', () => {
    expect(checkDigit('EK1234567')).toBe(checkDigit('EA1234567'))
    expect(read(`${zhang[0]}\n${zhang[1].replace('EA1234567', 'EK1234567')}`)).toMatchObject({
      documentNumber: 'EK1234567',
    })
  })

  test('each check digit is named when it alone is wrong', () => {
    const places = [
      ['number', 10],
      ['birth', 20],
      ['expiry', 28],
      ['optional', 43],
      ['composite', 44],
    ] as const
    for (const [field, position] of places) {
      const printed = String((Number(specimen[1].charAt(position - 1)) + 1) % 10)
      expect(read(`${specimen[0]}\n${wrong(specimen[1], position, printed)}`)).toMatchObject({
        code: 'mrz.check-digit',
        data: { field, position, printed },
      })
    }
  })

  test('an O for a zero is suggested, never changed', () => {
    const line = mrzLines({
      issuer: 'UTO',
      surname: 'A',
      givenNames: 'B',
      documentNumber: 'X0000001',
      nationality: 'UTO',
      birthDate: '1985-02-28',
      sex: 'M',
      expiryDate: '2030-01-01',
    })
    if (!line.ok) throw new Error(line.refusal.code)
    const [one, two] = line.value
    expect(read(`${one}\n${wrong(two, 2, 'O')}`)).toMatchObject({
      code: 'mrz.check-digit',
      data: { suggestion: { position: 2, character: '0' } },
    })
    expect(read(`${one}\n${wrong(two, 16, 'O')}`)).toEqual({
      code: 'mrz.character',
      data: { line: 2, position: 16, character: 'O', suggestion: '0' },
    })
  })

  test('wrong length, wrong character, wrong kind and an impossible date are named', () => {
    expect(read(`${zhang[0]}\n${zhang[1].slice(1)}`)).toEqual({
      code: 'mrz.length',
      data: { line: 2, expected: 44, actual: 43 },
    })
    expect(read('')).toMatchObject({ code: 'mrz.length', data: { line: 1, actual: 0 } })
    expect(read(`${zhang[0].replace('WEI', 'W?I')}\n${zhang[1]}`)).toEqual({
      code: 'mrz.character',
      data: { line: 1, position: 14, character: '?' },
    })
    expect(read(`V${zhang[0].slice(1)}\n${zhang[1]}`)).toMatchObject({ code: 'mrz.document-kind' })
    const birth = `990231${checkDigit('990231')}`
    const line = `EA12345676CHN${birth}M2703017<<<<<<<<<<<<<<<`
    const composite = checkDigit(`EA12345676${birth}2703017<<<<<<<<<<<<<<<`)
    expect(read(`${zhang[0]}\n${line}${composite}`)).toEqual({
      code: 'mrz.date-impossible',
      data: { field: 'birth', line: 2, position: 14 },
    })
  })

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => void parseMrz(text, today)))
    fc.assert(fc.property(fc.stringMatching(/^P<[A-Z0-9<]{42}[A-Z0-9<]{44}$/), (text) => void parseMrz(text, today)))
  })
})

describe('writing', () => {
  test('the lines of the vectors are written again from what they say', () => {
    for (const lines of [zhang.map(pad), child.map(pad), specimen]) {
      const mrz = parseMrz(lines.join('\n'), today)
      if (!mrz.ok || mrz.value.birthDate === null) throw new Error('unreadable')
      expect(mrzLines({ ...mrz.value, birthDate: mrz.value.birthDate })).toEqual({ ok: true, value: lines })
    }
  })

  test("O'Connor loses the apostrophe, and his line begins as printed", () => {
    const built = mrzLines({
      issuer: 'UTO',
      surname: 'O’Connor',
      givenNames: 'Sean',
      documentNumber: 'X0000001',
      nationality: 'UTO',
      birthDate: '1985-02-28',
      sex: 'M',
      expiryDate: '2030-01-01',
    })
    expect(built.ok && built.value[0]).toBe(pad('P<UTOOCONNOR<<SEAN'))
    expect(built.ok && built.value[1].slice(0, 21)).toBe('X0000001<4UTO8502289M')
  })

  test('what is written is read back', () => {
    const name = fc.stringMatching(/^[A-Z]{1,12}( [A-Z]{1,8})?$/)
    const day = fc
      .integer({ min: 0, max: 30_000 })
      .map((days) => Temporal.PlainDate.from('1930-01-01').add({ days }).toString())
    fc.assert(
      fc.property(
        name,
        name,
        fc.stringMatching(/^[A-Z0-9]{1,9}$/),
        day,
        (surname, givenNames, documentNumber, birthDate) => {
          fc.pre(birthDate <= today.toString())
          // A longer name is cut, which other tests look at.
          fc.pre(`${surname}<<${givenNames}`.length <= 39)
          const built = mrzLines({
            issuer: 'UTO',
            nationality: 'UTO',
            sex: 'F',
            expiryDate: '2031-05-06',
            surname,
            givenNames,
            documentNumber,
            birthDate,
          })
          if (!built.ok) throw new Error(built.refusal.code)
          expect(built.value.map((line) => line.length)).toEqual([44, 44])
          expect(read(built.value.join('\n'))).toMatchObject({
            surname,
            givenNames,
            documentNumber,
            birthDate,
            expiryDate: '2031-05-06',
          })
        },
      ),
    )
  })

  test('names show as they will be printed', () => {
    const shown = (surname: string, givenNames: string, umlautForm: 'YU' | 'U' | 'UE' = 'YU') => {
      const printed = printedNames({ surname, givenNames, umlautForm })
      return printed.ok ? printed.value.replace(/<+$/, '') : printed.refusal
    }
    expect(shown('Lin', 'Mei')).toBe('LIN<<MEI')
    expect(shown('Lü', 'Xiǎo-Míng')).toBe('LYU<<XIAO<MING')
    expect(shown('Lǚ', 'Wei', 'U')).toBe('LU<<WEI')
    expect(shown('Müller', 'Jürgen', 'UE')).toBe('MUELLER<<JUERGEN')
    expect(shown('Ångström Ødegård', 'Þóra Æsa')).toBe('AANGSTROEM<OEDEGAARD<<THORA<AESA')
    expect(shown('Strauß', 'Łucja')).toBe('STRAUSS<<LUCJA')
    expect(shown('Alim·Tursun', '')).toBe('ALIM<TURSUN')
    expect(shown('林', '梅')).toEqual({ code: 'person.name-not-latin', data: { position: 1, character: '林' } })
  })

  test('a long name is cut, ends in a letter, and keeps an initial of the given names', () => {
    expect(nameField('NILAVADHANANANDA', 'CHAYAPA<DEJTHAMRONG<KRASUANG')).toBe(
      'NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K',
    )
    const part = fc.stringMatching(/^[A-Z]{2,24}(<[A-Z]{1,9}){0,6}$/)
    fc.assert(
      fc.property(part, part, (primary, secondary) => {
        const field = nameField(primary, secondary)
        expect(field).toHaveLength(39)
        expect(field.replace(/<+$/, '').split('<<')).toHaveLength(2)
        expect(field.split('<<')[1]?.charAt(0)).toBe(secondary.charAt(0))
        if (`${primary}<<${secondary}`.length > 39) expect(field).toMatch(/[A-Z]$/)
      }),
    )
  })
})

describe('comparing with a scan', () => {
  test('a transposition is flagged with both digits', () => {
    expect(compareScan('EA1234576', 'EA1234567')).toEqual({ positions: [8, 9], computed: 8, printed: 6, blind: false })
  })

  test('K for A passes the check digit and is flagged by the comparison alone', () => {
    expect(compareScan('EK1234567', 'EA1234567')).toEqual({ positions: [2], computed: 6, printed: 6, blind: true })
  })

  test('the same number, written apart, is no difference', () =>
    expect(compareScan('ea 1234567', 'EA1234567')).toBeNull())
})
