import * as api from '@consular/api'
import type { RecordLine } from '@consular/domain/record'
import { describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { type Citizen, citizen, database, id } from '../application/testing-stage.ts'
import { send, source, testLine } from './testing-source.ts'

const laboratory = await source()
const birthDate = '1990-05-17'

const claim = (who: Citizen, code: string, born = birthDate) =>
  who.browser.call(api.claimHealthRecord, { body: { code, birthDate: born } })
const listed = async (who: Citizen) => valueOf(await who.browser.call(api.listHealthRecords, {})).records

async function sent(change: Partial<RecordLine> = {}) {
  const line = { ...testLine(), ...change }
  return { line, code: (await send(laboratory, line)).claim ?? '' }
}

describe('a record', () => {
  test('is claimed by its code, as people type it, and the birth date', async () => {
    const lin = await citizen()
    const { line, code } = await sent()
    expect(await listed(lin)).toEqual([])
    const view = valueOf(await claim(lin, code.toLowerCase().replaceAll('-', ' ')))
    expect(view).toMatchObject({
      id: line.id,
      person: line.person,
      entry: line.entry,
      state: 'held',
      supersededBy: null,
      source: { name: 'Laboratorio Esempio', country: 'XX', kind: 'laboratory' },
    })
    expect(valueOf(await claim(lin, code))).toEqual(view)
    expect(await listed(lin)).toEqual([view])
    const [entry, ...more] = await database
      .selectFrom('audit_event')
      .selectAll()
      .where('account_id', '=', lin.account)
      .where('action', '=', 'record.claimed')
      .execute()
    expect(more).toEqual([])
    expect(entry).toMatchObject({ actor_kind: 'citizen', actor_id: lin.account, data: { record: line.id } })
  })

  test('is not told from one that does not exist: wrong code, wrong birth date, another’s', async () => {
    const [lin, wang] = [await citizen(), await citizen()]
    const { code } = await sent()
    const [unknown] = [await sent()].map((each) => each.code)
    expect(codeOf(await claim(wang, code, '1990-05-18'))).toBe('record.claim-wrong')
    expect(codeOf(await claim(wang, code, '1990'))).toBe('record.claim-wrong')
    valueOf(await claim(lin, code))
    expect(codeOf(await claim(wang, code))).toBe('record.claim-wrong')
    const [head = '', middle = '', ,] = (unknown ?? '').split('-')
    expect(['shared.reference-check', 'shared.reference-format']).toContain(
      codeOf(await claim(wang, `${head}-${middle}-0000-0`)),
    )
    expect(await listed(wang)).toEqual([])
  })

  test('of a birth date that is known to the year is claimed by any day in it', async () => {
    const lin = await citizen()
    const line = testLine()
    const { code } = await sent({ person: { ...line.person, birthDate: '1990' } })
    expect(codeOf(await claim(lin, code, '1991-05-17'))).toBe('record.claim-wrong')
    expect(valueOf(await claim(lin, code)).state).toBe('held')
  })

  test('that is corrected after it was claimed is at once its person’s, without a code', async () => {
    const lin = await citizen()
    const { line, code } = await sent()
    valueOf(await claim(lin, code))
    const fixed = { ...line, id: id(), supersedes: line.id, entry: { ...line.entry, result: 'detected' } } as RecordLine
    expect(await send(laboratory, fixed)).toMatchObject({ outcome: 'accepted', claim: null })
    expect((await listed(lin)).map(({ id: each, state, supersededBy }) => [each, state, supersededBy])).toEqual(
      expect.arrayContaining([
        [fixed.id, 'held', null],
        [line.id, 'superseded', fixed.id],
      ]),
    )
  })

  test('that was corrected before it was claimed is found by the code of the slip all the same', async () => {
    const lin = await citizen()
    const { line, code } = await sent()
    const fixed = { ...line, id: id(), supersedes: line.id, entry: { ...line.entry, result: 'detected' } } as RecordLine
    const again = await send(laboratory, fixed)
    expect(again.claim).not.toBeNull()
    expect(valueOf(await claim(lin, code)).id).toBe(fixed.id)
    expect(valueOf(await claim(lin, again.claim ?? '')).id).toBe(fixed.id)
  })

  test('that was withdrawn cannot be claimed', async () => {
    const lin = await citizen()
    const { line, code } = await sent()
    valueOf(await laboratory.caller.call(api.withdrawHealthRecord, { params: { record: line.id } }))
    expect(codeOf(await claim(lin, code))).toBe('record.claim-wrong')
  })

  test('that two accounts claim at once is one’s alone', async () => {
    const [lin, wang] = [await citizen(), await citizen()]
    const { code } = await sent()
    const answers = await Promise.all([claim(lin, code), claim(wang, code), claim(lin, code)])
    expect(new Set(answers.filter((answer) => !answer.ok).map(codeOf))).toEqual(new Set(['record.claim-wrong']))
    const holders = [await listed(lin), await listed(wang)].filter((records) => records.length === 1)
    expect(holders).toHaveLength(1)
  })

  test('is not found by trying codes out', async () => {
    const wang = await citizen()
    const { code } = await sent()
    for (let tries = 0; tries < 10; tries++)
      expect(codeOf(await claim(wang, code, '2001-01-01'))).toBe('record.claim-wrong')
    expect(codeOf(await claim(wang, code))).toBe('request.too-many')
  })
})
