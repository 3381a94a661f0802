import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMrz } from '../person/index.ts'
import {
  checkAnswer,
  checksFor,
  chooseDocument,
  faultsOf,
  fieldOf,
  fields,
  form,
  nextQuestion,
  type OtherFile,
  prefill,
  questionsFor,
  validUntil,
} from './index.ts'
import { answers, draft, linAnswers, services, today } from './testing-example.ts'

const choose = (values: { readonly [question: string]: string }) => {
  const choice = chooseDocument(answers(values), services, today)
  return choice.ok ? `${choice.value.service} ${choice.value.basis.article ?? '-'}` : choice.refusal
}
const abroad = { where: 'abroad', age: 'adult' }

describe('which document fits', () => {
  test('a resident whose passport expires in four weeks renews by Art. 11(1)', () => {
    expect(choose({ ...abroad, problem: 'expiry', 'passport-expiry': '2026-12-20', stay: 'resident' })).toBe(
      'passport-renewal 11(1)',
    )
  })

  test('each other case has its document and its article', () => {
    const resident = { ...abroad, stay: 'resident' }
    const short = { ...abroad, stay: 'short-term', journey: 'travel' }
    expect(choose({ ...resident, problem: 'expiry', 'passport-expiry': '2026-10-01' })).toBe('passport-renewal 11(5)')
    expect(choose({ ...resident, problem: 'pages-full' })).toBe('passport-renewal 11(2)')
    expect(choose({ ...resident, problem: 'damaged' })).toBe('passport-renewal 11(3)')
    expect(choose({ ...resident, problem: 'lost' })).toBe('passport-replacement 11(4)')
    expect(choose({ ...short, problem: 'stolen' })).toBe('travel-document 23')
    expect(choose({ ...short, problem: 'expiry', 'passport-expiry': '2026-11-01' })).toBe('travel-document 23')
    expect(choose({ ...short, problem: 'lost', journey: 'must-leave' })).toBe('return-certificate -')
  })

  test('what cannot be applied for here is refused with the reason', () => {
    expect(choose({ where: 'home' })).toMatchObject({ code: 'application.inside-sending-state' })
    expect(choose({ where: 'abroad', age: 'child' })).toMatchObject({ code: 'application.children-not-yet' })
    expect(choose({ ...abroad, problem: 'data-changed' })).toMatchObject({
      code: 'application.endorsement-not-here',
      data: { article: '10' },
    })
    expect(choose({ ...abroad, problem: 'other' })).toMatchObject({ code: 'application.ask-the-mission' })
    expect(choose({ ...abroad, problem: 'pages-full', stay: 'short-term' })).toMatchObject({
      code: 'application.renew-at-home',
    })
    expect(choose({ ...abroad, problem: 'expiry', 'passport-expiry': '2028-03-31' })).toMatchObject({
      code: 'application.too-early-to-renew',
      data: { from: '2027-03-31' },
    })
  })

  test('a passport that expired more than two years ago asks for a written explanation', () => {
    const explain = (expiry: string) => {
      const choice = chooseDocument(
        answers({ ...abroad, problem: 'expiry', 'passport-expiry': expiry, stay: 'resident' }),
        services,
        today,
      )
      return choice.ok && choice.value.explain
    }
    expect([explain('2024-11-23'), explain('2024-11-22')]).toEqual([false, true])
  })

  test('any way of answering ends in a document or a reason, within six questions', () => {
    const dates = fc.constantFrom('2020-01-01', '2026-11-01', '2027-02-01', '2033-01-01')
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(6)), dates, (stream, date) => {
        const values: { [question: string]: string } = {}
        for (let count = 0; count <= 6; count++) {
          const question = nextQuestion(answers(values), services, today)
          if (!question) break
          const options = question.options ?? [date]
          values[question.id] = options[(stream.next().value ?? 0) % options.length] ?? date
        }
        expect(nextQuestion(answers(values), services, today)).toBeNull()
        expect(questionsFor(answers(values), services, today).map(({ id }) => id)).toEqual(Object.keys(values))
        expect(chooseDocument(answers(values), services, today)).not.toMatchObject({
          refusal: { code: 'application.service-not-offered' },
        })
      }),
    )
  })

  test('an answer that is no option leaves its question open', () => {
    expect(nextQuestion(answers({ where: 'moon' }), services, today)?.id).toBe('where')
    expect(choose({ where: 'moon' })).toEqual({ code: 'application.wizard-unfinished', data: { question: 'where' } })
  })
})

describe('the form', () => {
  const service = (id: string) => {
    const found = services.services.find((each) => each.id === id)
    if (!found) throw new Error(id)
    return found
  }
  const filling = (values: { readonly [field: string]: string }) => ({
    answers: answers(values),
    deadlines: services.deadlines,
    today,
  })
  const asked = (id: string, values: { readonly [field: string]: string }) =>
    form(service(id), filling(values)).flatMap((page) => page.fields.map((field) => field.id))

  test("LIN MEI's answers leave nothing open", () => {
    expect(faultsOf(service('passport-renewal'), filling(linAnswers))).toEqual({ missing: [], wrong: [] })
  })

  test('ü in a name asks how it is printed, and only then', () => {
    expect(asked('passport-renewal', linAnswers)).not.toContain('umlaut-form')
    expect(asked('passport-renewal', { ...linAnswers, surname: 'Lü' })).toContain('umlaut-form')
  })

  test('an explanation is asked of a passport long expired, a police report of a lost one', () => {
    expect(asked('passport-renewal', linAnswers)).not.toContain('explanation')
    expect(asked('passport-replacement', { 'passport-expiry': '2020-01-01' })).toContain('explanation')
    const faults = faultsOf(service('travel-document'), filling({ problem: 'stolen' }))
    expect(faults.missing).toContain('loss-account')
    expect(faults.missing).not.toContain('police-report')
    expect(asked('travel-document', { problem: 'damaged' })).not.toContain('police-report')
  })

  test('every field that a pack asks is known', () => {
    for (const { pages } of services.services)
      for (const page of pages) for (const { id } of page.fields) expect(fieldOf(id), id).toBeDefined()
  })

  test('the zone of the old passport fills in what it says', () => {
    const mrz = parseMrz(linAnswers.mrz, today)
    expect(mrz.ok && prefill(mrz.value)).toEqual({
      surname: 'LIN',
      'given-names': 'MEI',
      'prior-number': 'U12345678',
      'birth-date': '1992-06-01',
      sex: 'F',
    })
  })

  test('each kind of answer is refused precisely', () => {
    const code = (id: string, value: string) => {
      const field = fieldOf(id)
      const checked = field && checkAnswer(field, value, today)
      return checked?.ok ? checked.value : checked?.refusal.code
    }
    expect(code('birth-date', '1992-02-30')).toBe('shared.date-impossible')
    expect(code('birth-date', '1.6.1992')).toBe('shared.date-format')
    expect(code('birth-date', '2027-01-01')).toBe('person.birth-date-in-future')
    expect(code('birth-date', '2010-11-24')).toBe('application.children-not-yet')
    expect(code('birth-date', '2010-11-23')).toBe('2010-11-23')
    expect(code('lost-on', '2026-11-24')).toBe('application.date-in-future')
    expect(code('departure-on', '2026-11-22')).toBe('application.date-in-past')
    expect(code('surname', '林')).toBe('person.name-not-latin')
    expect(code('native-name', '林梅')).toBe('林梅')
    expect(code('prior-number', 'ea 123-4567')).toBe('EA1234567')
    expect(code('prior-number', '№1')).toBe('application.document-number-format')
    expect(code('country', 'Italy')).toBe('application.country-unknown')
    expect(code('sex', 'female')).toBe('application.not-an-option')
    expect(code('photo', 'me.jpg')).toBe('application.attachment-unknown')
    expect(code('city', ' ')).toBe('application.answer-empty')
    expect(code('city', 'x'.repeat(201))).toBe('application.answer-too-long')
    expect(code('mrz', 'P<')).toBe('mrz.length')
    expect(code('mrz', linAnswers.mrz.toLowerCase().replaceAll('<', ' < '))).toBe(linAnswers.mrz)
  })

  test('no answer makes a check throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fields),
        fc.string({ unit: 'grapheme' }),
        (field, value) => void checkAnswer(field, value, today),
      ),
    )
  })
})

describe('how long a document is valid', () => {
  const until = (birth: string, issued: string) =>
    validUntil(Temporal.PlainDate.from(birth), Temporal.PlainDate.from(issued), services.validity).toString()

  test('five years the day before the sixteenth birthday, ten on it, each less a day', () => {
    expect(until('2010-12-01', '2026-11-30')).toBe('2031-11-29')
    expect(until('2010-12-01', '2026-12-01')).toBe('2036-11-30')
    expect(until('1992-06-01', '2026-12-01')).toBe('2036-11-30')
  })

  test('a leap day loses nothing', () => expect(until('1990-01-01', '2024-02-29')).toBe('2034-02-28'))
})

describe('the checks', () => {
  const other: OtherFile = {
    reference: 'TD-1',
    surname: 'LIN',
    givenNames: 'MEI',
    birthDate: '1992-06-01',
    documentNumber: 'U12345678',
    live: false,
  }
  const lookups = { scannedNumber: null, others: [], deadlines: services.deadlines, today }

  test('nothing is wrong with a clean file', () => expect(checksFor(draft(), lookups)).toEqual([]))

  test('a typed number is compared with the scanned one, blind spots included', () => {
    const found = (typed: string) =>
      checksFor(draft({ ...linAnswers, 'prior-number': typed }), { ...lookups, scannedNumber: 'EA1234567' })
    expect(found('EA1234576')).toMatchObject([
      { kind: 'document-number-mismatch', data: { positions: '8, 9', computed: 8, printed: 6, blind: false } },
    ])
    expect(found('EK1234567')).toMatchObject([{ data: { positions: '2', computed: 6, printed: 6, blind: true } }])
    expect(found('EA1234567')).toEqual([])
  })

  test('one number with two birth dates, and one person twice, are flagged', () => {
    const found = (change: Partial<OtherFile>) =>
      checksFor(draft(), { ...lookups, others: [{ ...other, ...change }] }).map(({ id, data }) => [id, data['why']])
    expect(found({ birthDate: '1993-06-01' })).toEqual([['duplicate-person:TD-1', 'birth']])
    expect(found({ live: true })).toEqual([
      ['duplicate-person:TD-1', 'name'],
      ['live-application:TD-1', undefined],
    ])
    expect(found({ documentNumber: 'U87654321' })).toEqual([])
  })

  test('a passport long expired without a word about it is flagged', () => {
    const long = { ...linAnswers, mrz: '', 'passport-expiry': '2020-01-01' }
    expect(checksFor(draft(long), lookups)).toMatchObject([{ kind: 'long-expired-unexplained' }])
    expect(checksFor(draft({ ...long, explanation: 'I was ill.' }), lookups)).toEqual([])
  })

  test('what was resolved stays resolved until it says something new', () => {
    const file = draft({ ...linAnswers, 'prior-number': 'EA1234576' })
    const [warning] = checksFor(file, { ...lookups, scannedNumber: 'EA1234567' })
    if (!warning) throw new Error('no warning')
    const resolved = { by: file.applicant as never, at: '2026-11-24T09:00:00.000Z', reason: 'typing' }
    const again = (scannedNumber: string) =>
      checksFor({ ...file, warnings: [{ ...warning, resolved }] }, { ...lookups, scannedNumber })[0]?.resolved
    expect(again('EA1234567')).toEqual(resolved)
    expect(again('EA1234568')).toBeNull()
  })
})
