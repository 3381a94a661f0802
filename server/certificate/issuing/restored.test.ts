import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as api from '@consular/api'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { TestBrowser, valueOf } from '../../account/testing-browser.ts'
import { context } from '../../application/testing-stage.ts'
import { createApp } from '../../http/app.ts'
import { routesOf } from '../../service.ts'
import { backUpKeys, restoreKeys } from '../keys/backup.ts'
import { keysOf } from '../keys/open-keys.ts'
import { trustOf } from '../keys/own-trust.ts'
import { publishedOf } from '../keys/published-now.ts'
import { address, asked, holder, issued, lines, verdictOf } from './testing-issuing.ts'

const folder = await mkdtemp(join(tmpdir(), 'consular-restored-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

test('an empty machine with the backups of database and keys issues, and verifies what was issued before', async () => {
  const path = join(folder, 'backup')
  // The store and its backup have one passphrase, which is written down and lies in a safe.
  const { work, passphrase } = await keysOf(context)
  const backup = { path, passphrase: passphrase ?? '', by: ['Ada Example'] }
  const { who, records } = await holder((person) => [lines.dose(person)])
  const families = ['eu-dcc', 'ddcc', 'shc', 'vds-nc', 'sd-jwt-vc'] as const
  const before = await Promise.all(families.map((family) => issued(who, records, family)))
  const [lost] = before
  await backUpKeys(work, backup)

  const config = { ...context.config, certificateKeys: join(folder, 'keys'), certificatePassphrase: backup.passphrase }
  const machine = { ...context, config }
  const empty = createApp(machine, {
    routes: routesOf(machine),
    pages: [],
    files: new Map(),
    log: pino({ level: 'silent' }),
  })
  const phone = new TestBrowser(empty)
  phone.cookie = who.browser.cookie
  const request = asked(records, { family: 'eu-dcc' })
  expect(await phone.call(api.issueCertificate, request)).toMatchObject({ refusal: { code: 'keys.none' } })

  await restoreKeys((await keysOf(machine)).work, backup)
  const trust = async () => trustOf(await publishedOf(machine), address)
  for (const { text } of before) expect(await verdictOf(text, await trust())).toBe('valid')
  for (const family of families) {
    const { text } = valueOf(await phone.call(api.issueCertificate, asked(records, { family })))
    expect(await verdictOf(text, await trust())).toBe('valid')
  }
  valueOf(await phone.call(api.giveUpCertificate, { params: { certificate: lost?.id ?? '' } }))
  expect(await verdictOf(lost?.text ?? '', await trust())).toBe('revoked revocation.listed')
})
