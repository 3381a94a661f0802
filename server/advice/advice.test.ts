import * as api from '@consular/api'
import { beforeAll, describe, expect, test } from 'vitest'
import { valueOf } from '../account/testing-browser.ts'
import { keepAdvice } from './index.ts'
import {
  context,
  database,
  id,
  move,
  type Officer,
  officer,
  publish,
  read,
  statesOf,
  waves,
  write,
  writing,
} from './testing-advice.ts'

let [ivy, max, both, outsider]: Officer[] = []
const cast = () => [ivy, max, both, outsider] as [Officer, Officer, Officer, Officer]

beforeAll(async () => {
  ivy = await officer('Ivy', ['advice-editor'])
  max = await officer('Max', ['advice-approver'])
  both = await officer('Bea', ['advice-editor', 'advice-approver'])
  outsider = await officer('Oda', ['advice-editor', 'advice-approver'], 'uto-it-milan-cg')
  for (const { stepUp } of [max, both, outsider]) await stepUp()
})

const auditOf = async (advice: string) =>
  (await database.selectFrom('audit_event').select(['action', 'actor_kind', 'data']).orderBy('id').execute())
    .filter(({ data }) => JSON.stringify(data).includes(advice))
    .map(({ action, actor_kind }) => `${action} ${actor_kind}`)
    .toSorted()

const refusalOf = (answer: { ok: boolean; refusal?: { code: string } }) => (answer.ok ? 'done' : answer.refusal?.code)

describe('two officers', () => {
  test('publish: one writes and proposes, the other approves, and each step is in the audit log', async () => {
    const [first, second] = cast()
    const { advice, file } = await publish(first, second)
    expect(statesOf(file)).toEqual(['PUBLISHED'])
    expect(file.versions[0]).toMatchObject({
      number: 1,
      authors: [{ name: 'Ivy' }],
      decidedBy: { name: 'Max' },
      difference: null,
    })
    expect(await auditOf(advice)).toEqual([
      'advice.approved officer',
      'advice.proposed officer',
      'advice.published system',
      'advice.written officer',
    ])
  })

  test('are two: nobody approves what she has written or proposed, whatever she is, nor by SQL', async () => {
    const [first, , all] = cast()
    const own = await write(all)
    valueOf(await move(all, own, { move: 'propose', version: 0 }))
    expect(refusalOf(await move(all, own, { move: 'approve', version: 1 }))).toBe('advice.own-work')
    expect(refusalOf(await move(first, own, { move: 'approve', version: 1 }))).toBe('access.role-missing')
    const byHand = database
      .updateTable('advice_version')
      .set({ state: 'APPROVED', decided_by: all.id })
      .where('id', '=', own.draft)
    await expect(byHand.execute()).rejects.toThrow('check constraint')
    // Whoever has changed a word of it is an author too.
    const shared = await write(first)
    valueOf(
      await all.browser.call(
        api.saveAdviceDraft,
        writing(shared.advice, shared.draft, { content: waves({ level: 'stay-away' }) }),
      ),
    )
    valueOf(await move(first, shared, { move: 'propose', version: 1 }))
    expect(refusalOf(await move(all, shared, { move: 'approve', version: 2 }))).toBe('advice.own-work')
  })

  test('approve with the passkey once more, and not what was changed since they looked', async () => {
    const [first, second] = cast()
    const fresh = await officer('Nia', ['advice-approver'])
    const draft = await write(first)
    valueOf(await move(first, draft, { move: 'propose', version: 0 }))
    expect(refusalOf(await move(fresh, draft, { move: 'approve', version: 1 }))).toBe('access.step-up-needed')
    expect(refusalOf(await move(second, draft, { move: 'approve', version: 0 }))).toBe('advice.changed-meanwhile')
    const race = await Promise.all([1, 2].map(() => move(second, draft, { move: 'approve', version: 1 })))
    expect(new Set(race.map(refusalOf))).toEqual(new Set(['advice.changed-meanwhile', 'done']))
  })

  test('give back with a note, stop what waits for its day, and discard', async () => {
    const [first, second] = cast()
    const draft = await write(first, { content: waves({ publishAt: '2026-11-30T08:00:00Z' }) })
    valueOf(await move(first, draft, { move: 'propose', version: 0 }))
    expect(refusalOf(await move(second, draft, { move: 'return', version: 1 }))).toBe('advice.note-needed')
    const back = valueOf(await move(second, draft, { move: 'return', version: 1, note: 'Name the ports.' }))
    expect(back.versions[0]).toMatchObject({ state: 'DRAFT', note: 'Name the ports.', proposedBy: null })
    valueOf(await move(first, draft, { move: 'propose', version: 2 }))
    expect(statesOf(valueOf(await move(second, draft, { move: 'approve', version: 3 })))).toEqual(['APPROVED'])
    expect(statesOf(valueOf(await move(second, draft, { move: 'stop', version: 4 })))).toEqual(['DRAFT'])
    expect(statesOf(valueOf(await move(first, draft, { move: 'discard', version: 5 })))).toEqual(['DISCARDED'])
  })

  test('are of the ministry: an editor and approver of a mission neither reads nor writes', async () => {
    const [, , , stranger] = cast()
    const [advice, draft] = [id(), id()]
    for (const answer of [
      await stranger.browser.call(api.listAdvice, {}),
      await stranger.browser.call(api.openAdvice, { params: { advice } }),
      await stranger.browser.call(api.saveAdviceDraft, writing(advice, draft)),
      await move(
        stranger,
        { advice, draft, file: { id: advice, kind: 'alert', country: 'IT', levels: [], versions: [] } },
        { move: 'approve', version: 0 },
      ),
    ])
      expect(refusalOf(answer)).toBe('access.role-missing')
  })
})

describe('a draft', () => {
  test('written twice is one, and another’s id, country or open version is refused', async () => {
    const [first] = cast()
    const { advice, draft } = await write(first)
    const again = valueOf(await first.browser.call(api.saveAdviceDraft, writing(advice, draft)))
    expect(again.versions).toHaveLength(1)
    expect(again.versions[0]?.version).toBe(0)
    const save = async (request: ReturnType<typeof writing>) =>
      refusalOf(await first.browser.call(api.saveAdviceDraft, request))
    expect(await save(writing(id(), draft))).toBe('advice.id-taken')
    expect(await save(writing(advice, id()))).toBe('advice.open-draft')
    expect(await save(writing(advice, draft, { country: 'FR' }))).toBe('advice.country-fixed')
    expect(await save(writing(id(), id(), { act: 'withdraw' }))).toBe('advice.nothing-published')
    expect(await save(writing(advice, draft, { version: 7, content: waves({ level: 'stay-away' }) }))).toBe(
      'advice.changed-meanwhile',
    )
  })

  test('may lack a translation; what is proposed may not', async () => {
    const [first] = cast()
    const draft = await write(first, { content: waves({ headline: { zh: '海浪', en: '' } }) })
    expect(refusalOf(await move(first, draft, { move: 'propose', version: 0 }))).toBe('advice.text-missing')
  })
})

describe('what is public', () => {
  test('is replaced by the next version, with what that changed, and none of it can be changed afterwards', async () => {
    const [first, second] = cast()
    const { advice, draft } = await publish(first, second)
    const next = waves({
      level: 'stay-away',
      text: { ...waves().text, en: 'Waves are very high in Liguria.\nStay out of the water.' },
    })
    const { file } = await publish(first, second, { content: next }, advice)
    expect(file.versions.map(({ number, state }) => [number, state])).toEqual([
      [2, 'PUBLISHED'],
      [1, 'UPDATED'],
    ])
    expect(file.versions[0]?.difference?.map(({ field, language }) => [field, language])).toEqual([
      ['level', null],
      ['text', 'en'],
    ])
    const byHand = database
      .updateTable('advice_version')
      .set({ content: JSON.stringify(waves()), level: 'take-care', version: 9 })
    await expect(byHand.where('advice_id', '=', advice).where('state', '=', 'PUBLISHED').execute()).rejects.toThrow(
      'not changed',
    )
    await expect(
      database
        .updateTable('advice_version')
        .set({ number: 5 })
        .where('id', '=', draft)
        .where('state', '=', 'UPDATED')
        .execute(),
    ).resolves.toBeDefined()
    await database.updateTable('advice_version').set({ number: 1 }).where('id', '=', draft).execute()
  })

  test('waits for its day, and ends on its own', async () => {
    const [first, second] = cast()
    const start = context.clock.now
    const content = waves({
      headline: { zh: '飓风', en: 'A storm on its day' },
      publishAt: start.add({ hours: 24 }).toString(),
    })
    const { advice, draft } = await publish(first, second, { country: 'MT', content: { ...content, areas: [] } })
    const shown = async () => (await read('/api/advice/MT')).text.includes('A storm on its day')
    const state = async () =>
      (await database.selectFrom('advice_version').select('state').where('id', '=', draft).executeTakeFirstOrThrow())
        .state
    await keepAdvice(context)
    expect([await shown(), await state()]).toEqual([false, 'APPROVED'])
    context.clock.now = start.add({ hours: 25 })
    await keepAdvice(context)
    await keepAdvice(context)
    expect([await shown(), await state()]).toEqual([true, 'PUBLISHED'])
    context.clock.now = Temporal.Instant.from('2026-12-01T00:00:00Z')
    // Over is over, also before the clock has noted it.
    expect([await shown(), await state()]).toEqual([false, 'PUBLISHED'])
    await Promise.all([keepAdvice(context), keepAdvice(context)])
    expect(await state()).toBe('EXPIRED')
    expect(await auditOf(advice)).toEqual(expect.arrayContaining(['advice.published system', 'advice.expired system']))
    context.clock.now = start
  })

  test('is withdrawn by two as well, and then nothing is', async () => {
    const [first, second] = cast()
    const { advice } = await publish(first, second, { country: 'AL', content: waves({ areas: [] }) })
    const why = waves({ areas: [], headline: { zh: '已平静', en: 'It is calm again' } })
    const { file } = await publish(first, second, { country: 'AL', act: 'withdraw', content: why }, advice)
    expect(file.versions.map(({ act, state, number }) => [act, state, number])).toEqual([
      ['withdraw', 'WITHDRAWN', 2],
      ['publish', 'WITHDRAWN', 1],
    ])
    expect(JSON.parse((await read('/api/advice/AL')).text)).toMatchObject({ advice: [] })
    const { browser } = first
    const row = valueOf(await browser.call(api.listAdvice, {})).advice.find(({ id: own }) => own === advice)
    expect(row).toMatchObject({ state: 'WITHDRAWN', openState: null })
  })
})
