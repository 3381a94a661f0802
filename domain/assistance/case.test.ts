import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AssistanceLaw,
  AssistanceTypeCode,
  AssistanceTypes,
  type CaseState,
  caseStates,
  checklistFrom,
  DetentionRules,
  decideMove,
  detentionClock,
  likeness,
  type Movable,
  mayHelp,
  mayMerge,
  mayShare,
  officerMoves,
  renewChecklist,
  Situation,
  settleTask,
  suggestType,
  type Traits,
  toldTo,
} from './index.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../pack/${path}`, import.meta.url), 'utf8'))
const words = (language: string) =>
  JSON.parse(readFileSync(new URL(`../../messages/${language}/cases.json`, import.meta.url), 'utf8')) as {
    [key: string]: string
  }
const { types } = AssistanceTypes.parse(read('world/assistance-types.json'))
const now = Temporal.Instant.from('2026-11-20T18:00:00Z')
const hours = (count: number) => now.add({ hours: count })

describe('the kinds of cases', () => {
  test('each have a checklist without repetition, limits, and words in both languages', () => {
    expect(Object.keys(types)).toEqual(AssistanceTypeCode.options)
    for (const [code, { checklist, limits }] of Object.entries(types)) {
      const actions = checklist.map(({ action }) => action)
      expect(new Set(actions).size, code).toBe(actions.length)
      expect(limits.length, code).toBeGreaterThan(2)
      const keys = [
        `case.type.${code}`,
        ...actions.map((action) => `case.task.${action}`),
        ...limits.map((limit) => `case.limit.${limit}`),
      ]
      for (const language of ['zh-Hans', 'en'])
        expect(keys.filter((key) => words(language)[key] === undefined)).toEqual([])
    }
  })

  test('are sealed where to be known is a danger, and only there', () => {
    const sealed = Object.entries(types).filter(([, type]) => type.sealed)
    expect(sealed.map(([code]) => code)).toEqual(['TRAFFICKING', 'FORCED_MARRIAGE', 'SEXUAL_ASSAULT'])
  })

  test.each(['cn', 'uto'])(
    'rest on an article of %s each, and its rules of detention name each country once',
    (pack) => {
      const { articles, costs } = AssistanceLaw.parse(read(`${pack}/assistance-law.json`))
      expect(AssistanceTypeCode.options.filter((code) => articles[code] === undefined)).toEqual([])
      expect([articles.DETAINED, articles.DEATH, costs]).toEqual(['9', '14(2)', '26'])
      const { rules } = DetentionRules.parse(read(`${pack}/detention-rules.json`))
      expect(new Set(rules.map(({ country }) => country)).size).toBe(rules.length)
      expect(rules.every(({ verify }) => verify)).toBe(true)
    },
  )

  test('are suggested by the newest report that says anything', () => {
    expect(suggestType(['unsaid', 'detained', 'robbed'])).toBe('DETAINED')
    expect(suggestType(['unsaid', 'other'])).toBeNull()
    expect(Situation.options.filter((situation) => suggestType([situation]) === null)).toEqual(['other', 'unsaid'])
  })
})

describe('the clock of a detention', () => {
  const arrest = {
    arrestKnownAt: now,
    noticeHours: 96,
    visitHours: 48,
    noticeReceivedAt: null,
    accessRequestedAt: null,
    visits: [],
  }
  const light = (at: string) => detentionClock(arrest, Temporal.Instant.from(at)).due[0]

  test('of 96 hours is amber at 72 and red after 96, to the second', () => {
    expect(light('2026-11-23T17:59:59Z')?.light).toBe('green')
    expect(light('2026-11-23T18:00:00Z')).toMatchObject({ what: 'notice', light: 'amber' })
    expect(light('2026-11-24T18:00:00Z')?.light).toBe('amber')
    expect(light('2026-11-24T18:00:01Z')?.light).toBe('red')
    expect([String(light('2026-11-24T00:00:00Z')?.at), String(light('2026-11-24T00:00:00Z')?.amberAt)]).toEqual([
      '2026-11-24T18:00:00Z',
      '2026-11-23T18:00:00Z',
    ])
  })

  test('goes from arrest over notice and access to visits, and owes nothing that has come', () => {
    expect(detentionClock({ ...arrest, noticeHours: null }, hours(1000))).toMatchObject({
      step: 'ARREST_KNOWN',
      due: [],
    })
    expect(detentionClock(arrest, hours(100))).toMatchObject({ step: 'HOST_NOTICE_DUE' })
    const notified = { ...arrest, noticeReceivedAt: hours(20) }
    expect(detentionClock(notified, hours(100))).toMatchObject({ step: 'NOTICE_RECEIVED', due: [] })
    const asked = { ...notified, accessRequestedAt: hours(24) }
    expect(detentionClock(asked, hours(60))).toMatchObject({
      step: 'ACCESS_REQUESTED',
      due: [{ what: 'visit', at: hours(72), light: 'amber' }],
    })
    const visited = { ...asked, visits: [hours(70), hours(800)] }
    expect(detentionClock(visited, hours(900))).toEqual({ step: 'VISITED', visits: 2, due: [] })
    expect(detentionClock({ ...visited, accessRequestedAt: hours(850) }, hours(860)).step).toBe('ACCESS_REQUESTED')
  })
})

describe('what the person says', () => {
  test('is a gate towards whoever reports about her, and never towards herself', () => {
    const told = (family: 'unasked' | 'allowed' | 'opposed', sealed = false, aboutOther = true) =>
      toldTo({ aboutOther, family, sealed })
    expect([told('unasked'), told('allowed'), told('opposed')]).toEqual(['state', 'shared', 'received'])
    expect([told('unasked', true), told('allowed', true)]).toEqual(['received', 'shared'])
    expect([told('opposed', true, false), told('unasked', true, false)]).toEqual(['shared', 'shared'])
    const gate = { aboutOther: true, sealed: false }
    expect(mayShare({ ...gate, family: 'opposed' })).toMatchObject({ refusal: { code: 'assistance.person-opposes' } })
    expect(mayShare({ ...gate, family: 'unasked' })).toMatchObject({ refusal: { code: 'assistance.person-not-asked' } })
    expect(mayShare({ ...gate, family: 'allowed' }).ok).toBe(true)
    expect([mayHelp('unasked').ok, mayHelp('allowed').ok]).toEqual([true, true])
    expect(mayHelp('opposed')).toMatchObject({ refusal: { code: 'assistance.help-opposed' } })
  })
})

describe('a checklist', () => {
  const death = checklistFrom(types.DEATH, now)

  test('is due from the hour of the decision, and dates of the place have first to be found out', () => {
    const remains = death.find(({ action }) => action === 'tell-remains-deadline')
    expect(remains).toMatchObject({ dated: true, dueAt: null })
    expect(death.find(({ action }) => action === 'verify-with-host')?.dueAt).toEqual(hours(12))
    const done = { outcome: 'done', note: '', dueAt: null } as const
    expect(settleTask(remains, done)).toMatchObject({ refusal: { code: 'assistance.task-date-needed' } })
    expect(settleTask(remains, { ...done, dueAt: hours(72) })).toMatchObject({ value: { outcome: 'done' } })
    expect(settleTask(undefined, done)).toMatchObject({ refusal: { code: 'assistance.task-unknown' } })
    const needless = { outcome: 'not-needed', note: ' ', dueAt: null } as const
    expect(settleTask(death[0], needless)).toMatchObject({ refusal: { code: 'assistance.note-needed' } })
  })

  test('keeps what was settled when the kind is decided anew, and nothing else of the old kind', () => {
    const settled = death.map((task) =>
      task.action === 'notify-next-of-kin' ? { ...task, outcome: 'done' as const } : task,
    )
    const renewed = renewChecklist(settled, checklistFrom(types.SHIP_AIRCRAFT, now))
    expect(renewed.find(({ action }) => action === 'notify-next-of-kin')?.outcome).toBe('done')
    expect(renewed.map(({ action }) => action).toSorted()).toEqual(
      types.SHIP_AIRCRAFT.checklist.map(({ action }) => action).toSorted(),
    )
  })
})

describe('a move of an officer', () => {
  const found: Movable = { state: 'ACTIVE', unread: false, nextWordAt: null, tasks: [], openCosts: 0 }
  const wanted = { text: 'enough said', limit: null, nextWordAt: null }
  const code = (
    of: Partial<Movable>,
    how: Partial<Parameters<typeof decideMove>[1]> & Pick<Parameters<typeof decideMove>[1], 'move'>,
  ) => {
    const moved = decideMove({ ...found, ...of }, { ...wanted, ...how }, now)
    return moved.ok ? moved.value : moved.refusal.code
  }

  test('into waiting promises the next word, which waiting never silences', () => {
    expect(code({}, { move: 'wait-host' })).toBe('assistance.next-word-needed')
    expect(code({ nextWordAt: hours(-1) }, { move: 'wait-host' })).toBe('assistance.next-word-needed')
    expect(code({}, { move: 'wait-host', nextWordAt: hours(-1) })).toBe('assistance.word-in-past')
    expect(code({}, { move: 'wait-host', nextWordAt: hours(5) })).toEqual({
      state: 'WAITING_HOST',
      nextWordAt: hours(5),
    })
    expect(code({ nextWordAt: hours(2) }, { move: 'wait-family' })).toEqual({
      state: 'WAITING_FAMILY',
      nextWordAt: hours(2),
    })
  })

  test('to the end asks for a settled checklist, acknowledged costs, a reason, and that all is read', () => {
    const resolved = { state: 'RESOLVED' } as const
    expect(code({ ...resolved, tasks: [{ outcome: null }] }, { move: 'close' })).toBe('assistance.tasks-open')
    expect(code({ ...resolved, openCosts: 1 }, { move: 'close' })).toBe('assistance.costs-open')
    expect(code({ ...resolved, unread: true }, { move: 'close' })).toBe('assistance.unread-left')
    expect(code(resolved, { move: 'close', text: ' ' })).toBe('assistance.note-needed')
    expect(code({ ...resolved, nextWordAt: hours(1), tasks: [{ outcome: 'done' }] }, { move: 'close' })).toEqual({
      state: 'CLOSED',
      nextWordAt: null,
    })
    expect(code({}, { move: 'decline' })).toBe('assistance.limit-needed')
    expect(code({}, { move: 'decline', limit: 'pay-bail' })).toMatchObject({ state: 'DECLINED' })
    expect(code({}, { move: 'close' })).toBe('assistance.not-possible-now')
  })

  test('leads from every state where the lifecycle says, and nowhere else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(caseStates) as CaseState[])),
        fc.constantFrom(...officerMoves),
        fc.boolean(),
        (state, move, unread) => {
          const moved = decideMove(
            { ...found, state, unread },
            { ...wanted, move, limit: 'investigate', nextWordAt: hours(1) },
            now,
          )
          // Nothing rests that is unread, whatever the move.
          if (moved.ok && !caseStates[moved.value.state].open) expect(unread).toBe(false)
          if (!caseStates[state].open && move !== 'reopen') expect(moved.ok).toBe(false)
        },
      ),
    )
  })

  test('merges what is open and read into what is open', () => {
    expect(mayMerge({ state: 'ACTIVE', unread: false }, { state: 'REPORTED' })).toMatchObject({ value: 'MERGED_INTO' })
    expect(mayMerge({ state: 'ACTIVE', unread: true }, { state: 'ACTIVE' })).toMatchObject({
      refusal: { code: 'assistance.unread-left' },
    })
    for (const [from, into] of [
      ['CLOSED', 'ACTIVE'],
      ['ACTIVE', 'CLOSED'],
      ['REPORTED', 'ACTIVE'],
    ] as const)
      expect(mayMerge({ state: from, unread: false }, { state: into })).toMatchObject({
        refusal: { code: 'assistance.not-possible-now' },
      })
  })
})

describe('two cases are taken for one person', () => {
  const someone: Traits = { names: [], born: null, phone: null, position: null, openedAt: now }
  const like = (one: Partial<Traits>, other: Partial<Traits>) =>
    likeness({ ...someone, ...one }, { ...someone, ...other })

  test('by the same name however it is written, the same telephone, or the same place and hour', () => {
    expect(like({ names: ['LI, Wei'] }, { names: ['Wei Li', 'x'] })).toEqual(['same-name'])
    expect(like({ names: ['José Pérez'] }, { names: ['jose perez'] })).toEqual(['same-name'])
    expect(like({ names: ['李伟'], born: '1990-05-17' }, { names: ['李伟'], born: '1990-05-17' })).toEqual([
      'same-name',
      'same-birth',
    ])
    expect(like({ phone: 'aa' }, { phone: 'aa' })).toEqual(['same-phone'])
    const siam = { lat: 13.746, lon: 100.534 }
    expect(like({ position: siam }, { position: { lat: 13.749, lon: 100.534 }, openedAt: hours(5) })).toEqual(['near'])
    expect(like({ position: siam }, { position: { lat: 13.752, lon: 100.534 } })).toEqual([])
    expect(like({ position: siam }, { position: siam, openedAt: hours(7) })).toEqual([])
  })

  test('never against a birth date or a name that differs, and the same from either side', () => {
    expect(like({ names: ['Li Wei'], born: '1990-05-17' }, { names: ['Li Wei'], born: '1990-05-18' })).toEqual([])
    const siam = { lat: 13.746, lon: 100.534 }
    expect(like({ names: ['Li Wei'], position: siam }, { names: ['Wang Fang'], position: siam })).toEqual([])
    expect(like({ born: '1990-05-17' }, { born: '1990-05-17' })).toEqual([])
    const traits = fc.record({
      names: fc.array(fc.constantFrom('Li Wei', 'wei LI', '王芳', '')),
      born: fc.constantFrom(null, '1990-05-17', '1991-01-01'),
      phone: fc.constantFrom(null, 'a', 'b'),
      position: fc.constantFrom(null, siam, { lat: 0, lon: 0 }),
    })
    fc.assert(
      fc.property(traits, traits, (one, other) => {
        expect(like(one, other)).toEqual(like(other, one))
      }),
    )
  })
})
