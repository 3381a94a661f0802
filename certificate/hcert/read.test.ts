import fc from 'fast-check'
import { expect, test } from 'vitest'
import { families } from '../certificate.ts'
import { type CborValue, Tagged } from '../encoding/cbor.ts'
import { writeCbor } from '../encoding/cbor-write.ts'
import { readHcert } from './index.ts'
import { claimsWith, dcc, now, outcomeOf, own, signedText, textOf } from './testing.ts'

const text = await signedText(claimsWith(dcc()))
const codeOf = (given: string): string => {
  const reading = readHcert(given)
  return 'fault' in reading ? reading.fault.code : 'read'
}
const timesOf = async (...times: readonly (readonly [number, CborValue])[]) => {
  const reading = readHcert(await signedText(claimsWith(dcc(), 1, times)))
  return 'fault' in reading ? reading.fault.code : reading.validity
}

test('a certificate is read with what it says, who says it, and its period', () => {
  expect(readHcert(text)).toMatchObject({
    family: 'eu-dcc',
    holder: { familyName: 'Lindqvist', givenName: 'Maja', birthDate: '1984-02-29' },
    entries: [{ kind: 'vaccination' }],
    issuer: { country: 'XX', id: 'Ministry of Health', keyId: own.keyId },
    validity: { from: now - 86_400_000, until: now + 86_400_000 },
    warnings: [],
  })
})

test('a text without the prefix is no HCERT', () => {
  for (const other of [
    '',
    'HC2:',
    text.slice(4),
    text.replace('HC1', 'HC9'),
    'hc1:',
    'https://example.org',
    'shc:/5676',
  ])
    expect(readHcert(other)).toEqual({ family: null, fault: { verdict: 'unrecognised', code: 'text.unrecognised' } })
})

test('line breaks and tabs of pasted text are let pass, wherever they are; blanks before the prefix too', () => {
  for (const pasted of [`${text}\n`, `\r\n${text}\r\n`, ` \t${text}`, text.replace(/.{76}/g, '$&\n')])
    expect(codeOf(pasted)).toBe('read')
})

test('a blank behind the prefix is a symbol and never taken away', () => {
  expect(codeOf(`${text} `)).not.toBe('read')
})

test('each layer that breaks is named', async () => {
  expect(codeOf('HC1:')).toBe('inflate.header')
  expect(codeOf(`${text}=`)).toMatch(/^base45/)
  expect(codeOf(text.slice(0, -30))).toMatch(/^(base45|inflate)/)
  expect(codeOf(`HC1:${'A'.repeat(40_000)}`)).toBe('hcert.too-long')
  expect(codeOf(textOf(writeCbor([])))).toBe('cose.structure')
  expect(codeOf(textOf(new Uint8Array([...writeCbor([]), 0])))).toBe('cbor.trailing')
  expect(codeOf(textOf(new Uint8Array(70_000)))).toBe('inflate.too-large')
  expect(await outcomeOf([])).toBe('cwt.structure')
  expect(await outcomeOf({})).toBe('cwt.structure')
})

test('claim -260 must hold one document of a known kind', async () => {
  expect(await outcomeOf(new Map([[1, 'XX']]))).toBe('hcert.missing')
  expect(await outcomeOf(new Map<number, CborValue>([[-260, {}]]))).toBe('hcert.missing')
  expect(await outcomeOf(new Map<number, CborValue>([[-260, 'text']]))).toBe('hcert.missing')
  expect(await outcomeOf(claimsWith(dcc(), 2))).toBe('hcert.missing 2')
  expect(
    await outcomeOf(
      new Map([
        [
          -260,
          new Map([
            [1, dcc()],
            [3, dcc()],
          ]),
        ],
      ]),
    ),
  ).toBe('hcert.several') // prettier-ignore
})

test('a health link is known for what it is, and no certificate', async () => {
  const link = await signedText(claimsWith([{ u: 'shlink:/eyJ1cmwiOiJodHRwcyJ9' }], 5))
  expect(readHcert(link)).toEqual({ family: null, fault: { verdict: 'unrecognised', code: 'hcert.health-link' } })
})

test('what breaks inside a document is of its family', async () => {
  for (const [kind, family] of [
    [1, 'eu-dcc'],
    [3, 'ddcc'],
    [4, 'ddcc'],
    [-6, 'icvp'],
  ] as const) // prettier-ignore
    expect(readHcert(await signedText(claimsWith('text', kind)))).toMatchObject({
      family,
      fault: { verdict: 'malformed', code: 'hcert.structure' },
    })
})

test('times may be whole, fractional, big, under tag 1, or not finite, or not there', async () => {
  expect(await timesOf([4, 2000], [6, 1000])).toEqual({ from: 1_000_000, until: 2_000_000 })
  expect(await timesOf([4, 2000.75], [6, 1000.25])).toEqual({ from: 1_000_250, until: 2_000_750 })
  expect(await timesOf([4, new Tagged(1, 2000)], [6, null])).toEqual({ from: null, until: 2_000_000 })
  expect(await timesOf([4, Number.NaN], [6, Number.POSITIVE_INFINITY])).toEqual({ from: null, until: null })
  expect(await timesOf([4, 2n ** 60n])).toEqual({ from: null, until: Number(2n ** 60n) * 1000 })
  expect(await timesOf()).toEqual({ from: null, until: null })
  expect(await timesOf([4, '2026-01-01'])).toBe('cwt.time')
})

test('it begins with the later of its issue and its "not before"', async () => {
  expect(await timesOf([5, 1500], [6, 1000])).toEqual({ from: 1_500_000, until: null })
  expect(await timesOf([5, 500], [6, 1000])).toEqual({ from: 1_000_000, until: null })
})

test('a time that is not finite, and a header without an algorithm, get a warning', async () => {
  expect(readHcert(await signedText(claimsWith(dcc(), 1, [[4, Number.NaN]])))).toMatchObject({
    warnings: [{ code: 'cwt.time', at: '4' }],
  })
  const message = [
    new Uint8Array(0),
    new Map([[4, Uint8Array.of(1)]]),
    writeCbor(claimsWith(dcc())),
    new Uint8Array(64),
  ]
  expect(readHcert(textOf(writeCbor(message)))).toMatchObject({ warnings: [{ code: 'cose.no-algorithm' }] })
})

test('an odd birth date or name gets a warning', async () => {
  const warningsOf = async (changes: { readonly [member: string]: CborValue }) => {
    const reading = readHcert(await signedText(claimsWith(dcc(changes))))
    return 'fault' in reading ? [] : reading.warnings.map(({ code }) => code)
  }
  expect(await warningsOf({ dob: '1899-12-31' })).toContain('birth-date.implausible')
  expect(await warningsOf({ dob: '2027-01-01' })).toEqual(['birth-date.implausible'])
  expect(await warningsOf({ dob: '2026' })).toEqual([])
  expect(await warningsOf({ dob: '' })).toEqual([])
  expect(await warningsOf({ nam: { fn: 'Smith 😀', fnt: 'SMITH' } })).toEqual(['name.pictograph'])
})

test('deep and doubled content is refused', async () => {
  let deep: CborValue = 1
  for (let level = 0; level < 40; level++) deep = [deep]
  expect(await outcomeOf(claimsWith(dcc({ x: deep })))).toMatch(/^format.too-deep/)
})

test('any change of a text is read or refused, never more', () => {
  fc.assert(
    fc.property(
      fc.nat(text.length - 1),
      fc.string({ unit: fc.constantFrom('A', ' ', '\n', 'é', '😀', '=', '0', 'a'), maxLength: 3 }),
      fc.nat(3),
      (at, insert, drop) => {
        const reading = readHcert(text.slice(0, at) + insert + text.slice(at + drop))
        if ('fault' in reading) expect(reading.fault.code).toMatch(/^[a-z0-9]+\.[a-z0-9-]+$/)
        else expect(families).toContain(reading.family)
      },
    ),
    { numRuns: 500 },
  )
})

test('any change of the message inside is read or refused, never more', () => {
  const reading = readHcert(text)
  if ('fault' in reading) throw new Error(reading.fault.code)
  const { payload } = reading.sealed.message
  fc.assert(
    fc.property(fc.nat(payload.length - 1), fc.nat(255), (at, value) => {
      const message = [new Uint8Array(0), {}, payload.with(at, value), new Uint8Array(64)]
      expect(codeOf(textOf(writeCbor(message)))).toBeTypeOf('string')
    }),
    { numRuns: 500 },
  )
})
