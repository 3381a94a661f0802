import { createHash } from 'node:crypto'
import * as api from '@consular/api'
import { sql } from 'kysely'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { connect } from '../database/connection.ts'
import { approvedMaterial } from './index.ts'
import { type Country, type Lister, listOf, newCountry, newLister } from './testing-lists.ts'
import {
  approve,
  auditOf,
  bring,
  context,
  database,
  decide,
  gdhcn,
  id,
  type Manager,
  manager,
  propose,
  register,
  trusted,
  url,
} from './testing-managers.ts'

let tia: Manager
let uri: Manager
let lister: Lister
let large: Country
let small: Country
let source = ''

beforeAll(async () => {
  tia = await manager('Tia')
  uri = await manager('Uri')
  lister = newLister()
  large = await newCountry('XA', 12)
  small = await newCountry('XB', 2)
})
beforeEach(async () => {
  source = await register(tia, gdhcn(lister.anchor))
})
const both = async (options = {}) => [await listOf(lister, large, options), await listOf(lister, small, options)]
/** Ends the trust in every source: each test begins with nobody trusted. */
afterEach(async () => {
  for (const { id: each, current } of valueOf(await tia.browser.call(api.listTrustSources, {})).sources) {
    if (current === null || current.origin === 'end') continue
    const body = { source: each, origin: 'end' as const, files: [] }
    const params = { trustList: id() }
    await approve(tia, uri, valueOf(await tia.browser.call(api.beginTrustList, { params, body })))
  }
  expect(await trusted()).toEqual({})
})

describe('a list', () => {
  test('is trusted when two officers have seen what it changes, and not before', async () => {
    const file = await bring(tia, source, await both())
    expect(file.row).toMatchObject({ state: 'waiting', origin: 'file', current: false })
    expect(file.about).toMatchObject({ proven: true, skipped: [], unchained: 0, at: '2026-11-20T00:00:00Z' })
    expect(file.difference).toMatchObject({ signers: { before: 0, after: 14 }, authorities: { before: 0, after: 2 } })
    expect(file.difference?.countries.map(({ country, after }) => [country, after])).toEqual([
      ['XA', 13],
      ['XB', 3],
    ])
    expect([file.marks, file.reasonNeeded, await trusted()]).toEqual([[], false, {}])
    const proposed = valueOf(await propose(tia, file))
    expect([proposed.row.state, await trusted()]).toEqual(['proposed', {}])
    const approved = valueOf(await decide(uri, proposed))
    expect(approved.row).toMatchObject({ state: 'approved', current: true })
    expect([approved.row.proposedBy?.id, approved.row.decidedBy?.id]).toEqual([tia.id, uri.id])
    expect(await trusted()).toEqual({ XA: 12, XB: 2 })
    expect(await auditOf(file.row.id)).toEqual([
      'trust.list-approved done',
      'trust.list-begun done',
      'trust.list-examined done',
      'trust.list-proposed done',
    ])
  })

  test('is never approved by the officer who proposed it, whatever the code says', async () => {
    const proposed = valueOf(await propose(tia, await bring(tia, source, await both())))
    expect(codeOf(await decide(tia, proposed))).toBe('trust.own-proposal')
    expect(codeOf(await decide(tia, proposed, 'reject'))).toBe('trust.own-proposal')
    const forced = sql`UPDATE trust_list SET state = 'approved', decided_by = proposed_by WHERE id = ${proposed.row.id}`
    await expect(forced.execute(database)).rejects.toThrow('violates check constraint')
    expect(await trusted()).toEqual({})
  })

  test('needs the passkey once more from both, and the role from whoever looks', async () => {
    const file = await bring(tia, source, await both())
    const fresh = await manager('Fay')
    await sql`UPDATE session SET stepped_up_at = NULL WHERE officer_id = ${fresh.id}`.execute(database)
    expect(codeOf(await propose(fresh, file))).toBe('access.step-up-needed')
    const proposed = valueOf(await propose(tia, file))
    expect(codeOf(await decide(fresh, proposed))).toBe('access.step-up-needed')
    const analyst = await manager('Zed', ['ministry-analyst'])
    expect(codeOf(await decide(analyst, proposed))).toBe('access.role-missing')
    expect(codeOf(await analyst.browser.call(api.listTrustSources, {}))).toBe('access.role-missing')
    expect(await trusted()).toEqual({})
  })

  test('of two approvals at once one counts, and the edition is made once', async () => {
    const proposed = valueOf(await propose(tia, await bring(tia, source, await both())))
    const third = await manager('Vic')
    const answers = await Promise.all([decide(uri, proposed), decide(third, proposed)])
    const lost = answers.filter(({ ok }) => !ok)
    expect(lost.map(codeOf)).toEqual(['trust.already-decided'])
    const editions = await database
      .selectFrom('trust_edition')
      .select('number')
      .where('list_id', '=', proposed.row.id)
      .execute()
    expect(editions).toHaveLength(1)
  })

  test('of two sources, approved at once, both are in the newest edition', async () => {
    const other = await register(tia, gdhcn(lister.anchor, { name: 'Another' }))
    const files = [
      await bring(tia, source, [await listOf(lister, large)]),
      await bring(tia, other, [await listOf(lister, small)]),
    ]
    const proposed = await Promise.all(files.map(async (file) => valueOf(await propose(tia, file))))
    const done = await Promise.all(proposed.map((file) => decide(uri, file)))
    expect(done.map(({ ok }) => ok)).toEqual([true, true])
    expect(await trusted()).toEqual({ XA: 12, XB: 2 })
    const numbers = await database.selectFrom('trust_edition').select('number').where('kind', '=', 'trust').execute()
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length)
  })

  test('that was sent again is the same list; another under its id is refused', async () => {
    const [bytes = new Uint8Array()] = await both()
    const params = { trustList: id() }
    const terms = { name: 'did.json', size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    const begin = (files: (typeof terms)[]) =>
      tia.browser.call(api.beginTrustList, { params, body: { source, origin: 'file', files } })
    valueOf(await begin([terms]))
    const piece = (offset: number, length: number) =>
      tia.browser.call(api.continueTrustList, {
        params: { ...params, file: '0' },
        query: { offset },
        body: bytes.slice(offset, offset + length),
      })
    expect(valueOf(await piece(0, 1000))).toEqual({ received: 1000 })
    expect(valueOf(await piece(0, 1000))).toEqual({ received: 1000 })
    expect(codeOf(await piece(2000, 1000))).toBe('trust.offset-wrong')
    expect(codeOf(await tia.browser.call(api.examineTrustList, { params }))).toBe('trust.file-missing')
    expect(valueOf(await begin([terms])).files).toMatchObject([{ received: 1000 }])
    expect(codeOf(await begin([{ ...terms, sha256: '0'.repeat(64) }]))).toBe('trust.id-taken')
    valueOf(await piece(1000, bytes.length))
    expect(valueOf(await tia.browser.call(api.examineTrustList, { params })).row.state).toBe('waiting')
    expect(valueOf(await tia.browser.call(api.examineTrustList, { params })).row.state).toBe('waiting')
  })
})

describe('what is broken', () => {
  test.each([
    ['a list that another signed', 'trust.proof', async () => listOf(newLister(), large)],
    ['a list with one word changed', 'trust.proof', async () => edited(await listOf(lister, large), '#DCC', '#DDC')],
    ['a cat', 'trust.unknown-kind', async () => Buffer.from('\u0089PNG\r\n\u001a\n\u0000\u0000cat', 'latin1')],
    ['a letter', 'trust.unknown-kind', async () => new TextEncoder().encode('Dear colleagues, the list is below.')],
    ['a torn list', 'trust.broken', async () => (await listOf(lister, large)).slice(0, 900)],
    [
      'keys of another kind',
      'trust.wrong-kind',
      async () => new TextEncoder().encode('{"https://a.example":{"keys":[]}}'),
    ],
    ['a saved list that says it is proven', 'trust.saved', async () => saved(lister, large)],
  ])('%s is refused whole with %s, and the good one stays', async (_, code, make) => {
    await approve(tia, uri, await bring(tia, source, await both()))
    const file = await bring(tia, source, [new Uint8Array(await make())])
    expect(file.row).toMatchObject({ state: 'refused', refusal: { code } })
    expect(codeOf(await propose(tia, file))).toBe('trust.already-decided')
    expect(await trusted()).toEqual({ XA: 12, XB: 2 })
    expect(await auditOf(file.row.id)).toContain('trust.list-examined refused')
    const left = await database
      .selectFrom('trust_list_piece')
      .select('file')
      .where('list_id', '=', file.row.id)
      .execute()
    expect(left).toEqual([])
  })

  test.each([
    ['no anchor', null],
    ['an anchor that is a letter', 'Dear colleagues'],
    ['an anchor of another kind', '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----'],
  ])('a source with %s is not registered', async (_, anchor) => {
    const params = { trustSource: id() }
    const body = { ...gdhcn(''), anchor }
    expect(codeOf(await tia.browser.call(api.putTrustSource, { params, body }))).toBe('trust.anchor')
  })

  test('the anchor of a source cannot be exchanged; its name can', async () => {
    const put = (terms: api.TrustSourceTerms) =>
      tia.browser.call(api.putTrustSource, { params: { trustSource: source }, body: terms })
    expect(codeOf(await put(gdhcn(newLister().anchor)))).toBe('trust.source-fixed')
    expect(valueOf(await put(gdhcn(lister.anchor, { name: 'Renamed' }))).terms.name).toBe('Renamed')
    expect(await auditOf(source)).toEqual(['trust.source-changed done', 'trust.source-registered done'])
  })
})

describe('a list that shrank or is older', () => {
  test.each([
    [
      'a country less',
      ['country-gone', 'fewer-signers', 'fewer-authorities'],
      async () => [await listOf(lister, large)],
    ],
    [
      'three signers of twelve less',
      ['fewer-signers'],
      async () => [await listOf(lister, large, { signers: 9 }), await listOf(lister, small)],
    ],
    ['an earlier day', ['older'], async () => both({ created: '2026-11-19T00:00:00Z' })],
  ])('(%s) is marked and needs a written reason', async (_, marks, make) => {
    await approve(tia, uri, await bring(tia, source, await both()))
    const file = await bring(tia, source, await make())
    expect([file.marks, file.reasonNeeded]).toEqual([marks, true])
    expect(codeOf(await propose(tia, file))).toBe('trust.reason-needed')
    const proposed = valueOf(await propose(tia, file, 'The owner says so, by telephone.'))
    expect(proposed.row.reason).toBe('The owner says so, by telephone.')
    expect(await trusted()).toEqual({ XA: 12, XB: 2 })
  })

  test('is compared with the list that counts when it is decided, not when it was proposed', async () => {
    const [one, two] = [await bring(tia, source, await both()), await bring(tia, source, [await listOf(lister, large)])]
    const proposed = valueOf(await propose(tia, two))
    await approve(tia, uri, one)
    expect(codeOf(await decide(uri, proposed))).toBe('trust.changed-meanwhile')
    const again = valueOf(await uri.browser.call(api.openTrustList, { params: { trustList: two.row.id } }))
    expect(again.difference?.vanished).toEqual(['XB'])
  })
})

describe('going back', () => {
  test('to an earlier list is a proposal too, and what counted is in the history with who and when', async () => {
    const first = await approve(tia, uri, await bring(tia, source, await both()))
    await approve(tia, uri, await bring(tia, source, [await listOf(lister, large)]))
    expect(await trusted()).toEqual({ XA: 12 })
    context.clock.now = context.clock.now.add({ seconds: 1 })
    const body = { source, origin: 'return' as const, returnsTo: first.row.id, files: [] }
    const begun = valueOf(await uri.browser.call(api.beginTrustList, { params: { trustList: id() }, body }))
    expect(begun.difference?.signers).toEqual({ before: 12, after: 14 })
    await approve(uri, tia, begun)
    expect(await trusted()).toEqual({ XA: 12, XB: 2 })
    const { lists } = valueOf(await tia.browser.call(api.listTrustHistory, { params: { trustSource: source } }))
    expect(lists.map(({ origin, state, current }) => [origin, state, current])).toEqual([
      ['return', 'approved', true],
      ['file', 'approved', false],
      ['file', 'approved', false],
    ])
    expect(lists.every(({ proposedBy, decidedBy, decidedAt }) => proposedBy && decidedBy && decidedAt)).toBe(true)
  })

  test('to a list that was never approved is not possible', async () => {
    const waiting = await bring(tia, source, await both())
    const body = { source, origin: 'return' as const, returnsTo: waiting.row.id, files: [] }
    expect(codeOf(await tia.browser.call(api.beginTrustList, { params: { trustList: id() }, body }))).toBe(
      'trust.list-unknown',
    )
  })
})

test('another process sees an approval at once, and one that starts later has it too', async () => {
  const other = connect(url)
  try {
    const there = approvedMaterial(other)
    expect(await trusted(there)).toEqual({})
    await approve(tia, uri, await bring(tia, source, await both()))
    expect(await trusted(there)).toEqual({ XA: 12, XB: 2 })
    expect(await there()).toBe(await there())
    expect(await trusted(approvedMaterial(other))).toEqual({ XA: 12, XB: 2 })
  } finally {
    await other.destroy()
  }
})

test('an edition is never changed', async () => {
  await expect(sql`UPDATE trust_edition SET content = ''`.execute(database)).rejects.toThrow('append-only')
  await expect(sql`DELETE FROM trust_edition`.execute(database)).rejects.toThrow('append-only')
})

const edited = (bytes: Uint8Array, from: string, to: string): Uint8Array =>
  new TextEncoder().encode(new TextDecoder().decode(bytes).replace(from, to))

async function saved(by: Lister, country: Country): Promise<Uint8Array> {
  const { parseTrust, combineTrust, saveTrust } = await import('@consular/certificate/trust')
  const parsed = await parseTrust(await listOf(by, country), 'did.json')
  if (!parsed.ok) throw new Error(parsed.refusal.code)
  const text = saveTrust(await combineTrust([parsed.value])).replaceAll('"proof":"none"', '"proof":"verified"')
  return new TextEncoder().encode(text)
}
