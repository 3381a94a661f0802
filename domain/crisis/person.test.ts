import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boardOf, openStates } from './board.ts'
import { AnswerSource, type PersonAnswer, PersonState, personMoves, personNow, personStates, Saying } from './person.ts'

const start = Temporal.Instant.from('2026-11-23T01:14:00Z')
const given = (
  minute: number,
  says: Saying,
  source: AnswerSource = 'link',
  by: string | null = source === 'officer' ? 'a' : null,
): PersonAnswer => ({ id: `${minute} ${says} ${source} ${by}`, says, source, at: start.add({ minutes: minute }), by })
const stateOf = (...answers: PersonAnswer[]) => personNow(answers).state

const anAnswer = fc.record({
  id: fc.uuid(),
  says: fc.constantFrom(...Saying.options),
  source: fc.constantFrom(...AnswerSource.options),
  at: fc.integer({ min: 0, max: 30 }).map((minutes) => start.add({ minutes })),
  by: fc.constantFrom('a', 'b', null),
})

test('whatever is answered, in whatever order and however often, everybody is in exactly one state and the board adds up', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anAnswer, { maxLength: 12 }), { maxLength: 20 }), (people) => {
      const states = people.map((answers) => personNow(answers).state)
      const counted = PersonState.options.map((state) => ({
        state,
        persons: states.filter((each) => each === state).length,
      }))
      const board = boardOf(counted)
      expect(board.persons).toBe(people.length)
      expect(Object.values(board.counts).reduce((sum, count) => sum + count, 0)).toBe(people.length)
      expect(board.withoutNews).toBeLessThanOrEqual(board.persons)
    }),
  )
})

test('the order in which answers come, and how often each comes, changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anAnswer, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (answers, numbers) => {
      const shuffled = [...answers, ...answers.slice(0, 3)].toSorted(() => ((numbers.next().value ?? 0) % 3) - 1)
      expect(personNow(shuffled)).toEqual(personNow(answers))
    }),
  )
})

test('every state is reached by some row of the table or is the first one, and death by two officers alone', () => {
  const reached = new Set(['UNKNOWN', 'DECEASED', ...personMoves.map(({ to }) => to)])
  expect([...reached].toSorted()).toEqual([...PersonState.options].toSorted())
  expect(personMoves.some(({ from }) => from.includes('DECEASED'))).toBe(false)
  expect(stateOf(given(1, 'deceased', 'officer', 'a'))).toBe('UNKNOWN')
  expect(stateOf(given(1, 'deceased', 'officer', 'a'), given(2, 'deceased', 'officer', 'a'))).toBe('UNKNOWN')
  expect(stateOf(given(1, 'deceased', 'relative'), given(2, 'deceased', 'officer', 'a'))).toBe('UNKNOWN')
  expect(stateOf(given(1, 'deceased', 'officer', 'a'), given(2, 'deceased', 'officer', 'b'))).toBe('DECEASED')
  // She answers in between: the first word falls.
  expect(stateOf(given(1, 'deceased', 'officer', 'a'), given(2, 'safe'), given(3, 'deceased', 'officer', 'b'))).toBe(
    'SAFE',
  )
})

test('the latest true answer counts, and a cry for help counts last of one instant', () => {
  expect(stateOf(given(1, 'safe'), given(2, 'help', 'sms'))).toBe('NEEDS_HELP')
  expect(stateOf(given(3, 'safe', 'sms'), given(2, 'help', 'app'))).toBe('SAFE')
  expect(stateOf(given(1, 'help', 'sms'), given(1, 'safe', 'link'))).toBe('NEEDS_HELP')
})

test('a relative tells of somebody of whom nothing is known, takes no cry for help back, and may raise one', () => {
  expect(stateOf(given(1, 'safe', 'relative'))).toBe('SAFE')
  expect(stateOf(given(1, 'help'), given(2, 'safe', 'relative'))).toBe('NEEDS_HELP')
  expect(stateOf(given(1, 'safe'), given(2, 'help', 'relative'))).toBe('NEEDS_HELP')
})

test('who was rung in vain is counted, is unreachable only by an officer’s word, and any answer brings her back', () => {
  const tries = [given(1, 'no-answer', 'officer'), given(2, 'no-answer', 'officer')]
  expect(personNow(tries)).toMatchObject({ state: 'CONTACT_TRIED', tries: 2 })
  expect(stateOf(given(1, 'unreachable', 'officer'))).toBe('UNKNOWN')
  expect(stateOf(...tries, given(3, 'unreachable', 'officer'))).toBe('UNREACHABLE')
  expect(stateOf(...tries, given(3, 'unreachable', 'officer'), given(4, 'safe', 'sms'))).toBe('SAFE')
  expect(stateOf(given(1, 'safe'), given(2, 'no-answer', 'officer'))).toBe('SAFE')
})

test('an evacuation goes from the list on board to the arrival, and no late answer takes anybody off', () => {
  const listed = [given(1, 'help'), given(2, 'listed', 'officer')]
  expect(stateOf(...listed)).toBe('EVAC_LISTED')
  expect(stateOf(...listed, given(3, 'boarded', 'officer'), given(4, 'safe'))).toBe('BOARDED')
  // The tablet tells of the arrival first.
  expect(stateOf(...listed, given(5, 'arrived', 'officer'), given(3, 'boarded', 'officer'))).toBe('ARRIVED')
  expect(stateOf(...listed, given(3, 'unlisted', 'officer'))).toBe('LOCATED')
  expect(stateOf(given(2, 'listed', 'officer'))).toBe('UNKNOWN')
})

test('a crisis may not be closed over those without news, in need or under way', () => {
  expect([...openStates]).toEqual(['UNKNOWN', 'CONTACT_TRIED', 'UNREACHABLE', 'NEEDS_HELP', 'EVAC_LISTED', 'BOARDED'])
  expect(personStates.SAFE.settled).toBe(true)
})
