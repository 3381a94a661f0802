import * as api from '@consular/api'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import {
  at,
  auditOf,
  citizen,
  type Desk,
  expectHistoriesToAddUp,
  inChecks,
  now,
  officer,
  recommended,
  rowOf,
  stepUp,
  zoneOf,
} from './testing-stage.ts'

afterEach(expectHistoriesToAddUp)

let ann: Desk
let bo: Desk
beforeAll(async () => {
  ann = await officer('Ann', ['reviewer'])
  bo = await officer('Bo', ['approver'])
})
let day = 0
beforeEach(() => at(`2026-11-24T${String(8 + (day++ % 12)).padStart(2, '0')}:30`))

const fileOf = async (application: string) =>
  valueOf(await ann.browser.call(api.openFile, { params: { application }, query: {} }))

const scan = async (application: string, mrz: string) =>
  ann.browser.call(api.recordScannedMrz, await now(application, { mrz }))

const resolve = async (application: string, warning: string, reason = 'Compared with the passport itself.') => {
  const { params, body } = await now(application, { reason })
  return ann.browser.call(api.resolveWarning, { params: { ...params, warning }, body })
}

const mismatch = 'document-number-mismatch'

describe('a number typed wrongly', () => {
  test('is found by the scan and named by its places, with the digit computed and the digit printed', async () => {
    const application = await inChecks(await citizen(), {
      'prior-number': 'EA1234576',
      mrz: zoneOf({ documentNumber: 'EA1234576' }),
    })
    expect((await fileOf(application)).warnings).toEqual([])
    const file = valueOf(await scan(application, zoneOf({ documentNumber: 'EA1234567' })))
    expect(file.warnings).toEqual([
      {
        id: mismatch,
        kind: mismatch,
        data: { positions: '8, 9', computed: 8, printed: 6, blind: false },
        resolved: null,
      },
    ])
    expect(file.scannedMrz).toBe(zoneOf({ documentNumber: 'EA1234567' }))
    expect(await auditOf(application)).toContain('application.examine officer done')
  })

  test('is found where no check digit can: the scan says A and the form says K', async () => {
    const application = await inChecks(await citizen(), {
      'prior-number': 'EK1234567',
      mrz: zoneOf({ documentNumber: 'EK1234567' }),
    })
    const { warnings } = valueOf(await scan(application, zoneOf({ documentNumber: 'EA1234567' })))
    expect(warnings).toMatchObject([{ kind: mismatch, data: { positions: '2', computed: 6, printed: 6, blind: true } }])
  })

  test('is found before any scan where the zone in the same form says otherwise', async () => {
    const application = await inChecks(await citizen(), {
      'prior-number': 'EA7654312',
      mrz: zoneOf({ documentNumber: 'EA7654321' }),
    })
    expect((await fileOf(application)).warnings).toMatchObject([{ kind: mismatch, data: { positions: '8, 9' } }])
  })

  test('is no warning any more once the scan agrees', async () => {
    const lin = await citizen()
    const application = await inChecks(lin)
    expect(valueOf(await scan(application, zoneOf({ documentNumber: 'U99999999' }))).warnings).toHaveLength(1)
    expect(valueOf(await scan(application, zoneOf({ documentNumber: lin.passport }))).warnings).toEqual([])
  })
})

describe('a scan', () => {
  test('with a wrong digit is refused with its place, and nothing is recorded', async () => {
    const application = await inChecks(await citizen())
    const before = await rowOf(application)
    const wrong = zoneOf().replace('UTO9206', 'UTO9207')
    expect(await scan(application, wrong)).toMatchObject({
      refusal: { code: 'mrz.check-digit', data: { line: 2, position: 20 } },
    })
    expect(await rowOf(application)).toEqual(before)
  })

  test('is not recorded once the file is closed', async () => {
    const lin = await citizen()
    const application = await inChecks(lin)
    valueOf(await ann.browser.call(api.acceptApplication, await now(application)))
    valueOf(await lin.browser.call(api.withdrawApplication, { params: { application } }))
    const before = await rowOf(application)
    expect(codeOf(await scan(application, zoneOf()))).toBe('application.not-possible-now')
    expect(await rowOf(application)).toEqual(before)
  })
})

describe('one passport in two files', () => {
  test('is a warning about the person, with the other file’s reference and no name', async () => {
    const [lin, other] = [await citizen(), await citizen()]
    const first = await inChecks(lin)
    const { reference } = await rowOf(first)
    const second = await inChecks(other, {
      surname: 'Wang',
      'birth-date': '1990-01-01',
      mrz: zoneOf({ documentNumber: lin.passport }),
    })
    expect((await fileOf(second)).warnings).toMatchObject([
      { id: `duplicate-person:${reference}`, kind: 'duplicate-person', data: { reference, why: 'birth' } },
      { id: `live-application:${reference}`, kind: 'live-application', data: { reference } },
    ])
    const third = await inChecks(await citizen(), { mrz: zoneOf({ documentNumber: lin.passport }) })
    expect((await fileOf(third)).warnings).toEqual(
      expect.arrayContaining([expect.objectContaining({ data: { reference, why: 'name' } })]),
    )
    expect(JSON.stringify((await fileOf(third)).warnings)).not.toContain('Lin')
  })
})

describe('an open warning', () => {
  test('keeps the file from being approved until it is settled with a reason', async () => {
    const application = await inChecks(await citizen())
    valueOf(await scan(application, zoneOf({ documentNumber: 'U99999998' })))
    await recommended(ann, application)
    await stepUp(bo)
    const approve = async () => bo.browser.call(api.approveApplication, await now(application))
    expect(await approve()).toMatchObject({
      refusal: { code: 'application.warning-open', data: { warnings: [mismatch] } },
    })
    expect(bo.browser.response?.status).toBe(409)
    expect(codeOf(await resolve(application, mismatch, '  '))).toBe('request.invalid')
    expect(codeOf(await resolve(application, 'duplicate-person'))).toBe('application.warning-unknown')
    const settled = valueOf(await resolve(application, mismatch))
    expect(settled.warnings).toMatchObject([{ resolved: { by: ann.id, reason: 'Compared with the passport itself.' } }])
    expect(codeOf(await resolve(application, mismatch))).toBe('application.warning-unknown')
    expect(valueOf(await approve()).state).toBe('APPROVED')
  })

  test('that was settled stays so while it says the same, and opens again when it says something new', async () => {
    const application = await inChecks(await citizen())
    valueOf(await scan(application, zoneOf({ documentNumber: 'U99999997' })))
    valueOf(await resolve(application, mismatch))
    const open = async (mrz: string) =>
      valueOf(await scan(application, mrz)).warnings.filter(({ resolved }) => resolved === null).length
    expect(await open(zoneOf({ documentNumber: 'U99999997' }))).toBe(0)
    expect(await open(zoneOf({ documentNumber: 'V99999999' }))).toBe(1)
  })
})
