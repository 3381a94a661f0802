import * as api from '@consular/api'
import { newId, type Result } from '@consular/domain/shared'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { valueOf } from '../account/testing-browser.ts'
import { keepDeadlines } from './keep-deadlines.ts'
import {
  auditOf,
  citizen,
  context,
  type Desk,
  database,
  expectHistoriesToAddUp,
  inChecks,
  lettersOf,
  now,
  officer,
  rowOf,
  stepUp,
} from './testing-stage.ts'

let ann: Desk
let bo: Desk
beforeAll(async () => {
  ann = await officer('Ann', ['reviewer', 'approver'])
  bo = await officer('Bo', ['reviewer', 'approver'])
})

type Try = (application: string, who: Desk, lin: Awaited<ReturnType<typeof citizen>>) => Promise<Result<unknown>>

/** Everything that anyone may try with a file, whatever its state. */
const tries: { readonly [name: string]: Try } = {
  accept: async (application, { browser }) => browser.call(api.acceptApplication, await now(application)),
  return: async (application, { browser }) =>
    browser.call(api.returnApplication, await now(application, { defects: [{ code: 'PHOTO_BLURRED' }] })),
  recommend: async (application, { browser }) => browser.call(api.recommendApproval, await now(application)),
  'propose-refusal': async (application, { browser }) =>
    browser.call(
      api.proposeRefusal,
      await now(application, { ground: 'IDENTITY_UNPROVEN', explanation: 'No proof was given.' }),
    ),
  'send-back': async (application, { browser }) =>
    browser.call(api.sendBack, await now(application, { reason: 'Look again.' })),
  approve: async (application, who) => {
    await stepUp(who)
    return who.browser.call(api.approveApplication, await now(application))
  },
  refuse: async (application, who) => {
    await stepUp(who)
    return who.browser.call(api.refuseApplication, await now(application))
  },
  submit: async (application, _, { browser }) => browser.call(api.submitApplication, { params: { application } }),
  withdraw: async (application, _, { browser }) => browser.call(api.withdrawApplication, { params: { application } }),
  deadlines: async () => {
    await keepDeadlines(context)
    return { ok: true, value: null }
  },
}

const step = fc.record({
  // Withdrawing ends the story: it is tried less often.
  what: fc.constantFrom(...Object.keys(tries).flatMap((name) => (name === 'withdraw' ? [name] : [name, name, name]))),
  by: fc.constantFrom('ann', 'bo'),
})

describe('whatever is tried with a file, in whatever order', () => {
  test('its events lead to its state, refusals change nothing, and no decision is one person’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const lin = await citizen()
        const application = await inChecks(lin)
        for (const { what, by } of steps) {
          const before = await rowOf(application)
          const answered = await (tries[what] as Try)(application, by === 'ann' ? ann : bo, lin)
          const after = await rowOf(application)
          if (!answered.ok) expect(after).toEqual(before)
          expect(after.version - before.version).toBe(JSON.stringify(after) === JSON.stringify(before) ? 0 : 1)
        }
        const row = await rowOf(application)
        if (row.state === 'APPROVED' || row.state === 'REFUSED') {
          expect(row.decided_by).not.toBe(row.recommended_by)
          expect(row.decided_by).not.toBe(row.reviewer_id)
        }
        const orders = await database
          .selectFrom('personalisation_order')
          .select('key')
          .where('application_id', '=', application)
          .execute()
        expect(orders).toHaveLength(row.state === 'APPROVED' ? 1 : 0)
        const events = await database
          .selectFrom('application_event')
          .select('move')
          .where('application_id', '=', application)
          .execute()
        const count = (move: string) => events.filter((event) => event.move === move).length
        const letters = (await lettersOf(application)).map(({ template }) => template)
        const told = (template: string) => letters.filter((each) => each === template).length
        expect(told('application-stored')).toBe(1)
        expect(told('application-accepted')).toBe(count('accept'))
        expect(told('application-returned')).toBe(count('return'))
        expect(told('application-resubmitted')).toBe(count('resubmit'))
        expect(told('application-approved')).toBe(count('approve'))
        expect(told('application-refused')).toBe(count('refuse'))
        const decisions = (await auditOf(application)).filter((entry) => entry.endsWith('officer done'))
        expect(decisions).toHaveLength(
          ['accept', 'return', 'recommend', 'propose-refusal', 'send-back', 'approve', 'refuse'].reduce(
            (sum, move) => sum + count(move),
            0,
          ),
        )
      }),
      { numRuns: 40 },
    )
    await expectHistoriesToAddUp()
  })

  test('the log of what happened cannot be rewritten', async () => {
    const application = await inChecks(await citizen())
    const change = (table: 'application_event' | 'audit_event') =>
      database
        .updateTable(table)
        .set({ at: '2020-01-01T00:00:00Z' })
        .where('application_id', '=', application)
        .execute()
    await expect(change('application_event')).rejects.toThrow('append-only')
    await expect(change('audit_event')).rejects.toThrow('append-only')
    await expect(
      database.deleteFrom('application_event').where('application_id', '=', application).execute(),
    ).rejects.toThrow('append-only')
  })

  test('a file that is not there is unknown to everyone', async () => {
    const application = newId<never>(context.now(), context.random)
    const opened = await ann.browser.call(api.openFile, { params: { application }, query: {} })
    expect(opened).toMatchObject({ refusal: { code: 'application.unknown' } })
    expect(valueOf(await ann.browser.call(api.readOfficerMe, {})).officer.id).toBe(ann.id)
  })
})
