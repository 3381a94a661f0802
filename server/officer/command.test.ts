import { expect, test } from 'vitest'
import { TestAuthenticator } from '../account/testing-authenticator.ts'
import { TestBrowser, valueOf } from '../account/testing-browser.ts'
import { testDatabase } from '../database/testing.ts'
import { testContext } from '../testing.ts'
import { officerCommand } from './index.ts'
import { doors, enrol } from './testing-officer.ts'

const { database } = await testDatabase()
const context = await testContext(database)

async function run(...args: string[]) {
  const said = { out: '', error: '' }
  const status = await officerCommand(args, context, {
    stdout: { write: (text) => void (said.out += text) },
    stderr: { write: (text) => void (said.error += text) },
  })
  return { status, ...said }
}

const inviteAnn = ['invite', '--number', '14', '--name', 'Ann', '--mission', 'uto-it-milan-cg', '--role', 'reviewer']

test('invite prints a link that enrols, and keeps only the hash of its token', async () => {
  const { status, out } = await run(...inviteAnn, '--role', 'approver')
  expect(status).toBe(0)
  const token = /^http:\/\/localhost:7010\/workbench\/enrol#([\w-]{43})\n/.exec(out)?.[1] ?? ''
  const stored = await database.selectFrom('officer_invitation').select('token_hash').execute()
  expect(stored.map((row) => row.token_hash.toString('base64url'))).not.toContain(token)
  const me = valueOf(await enrol(new TestBrowser(doors(context)), new TestAuthenticator(context.origin), token))
  expect(me.assignments).toEqual([
    {
      mission: 'uto-it-milan-cg',
      missionName: expect.objectContaining({ en: expect.stringContaining('Milan') }),
      roles: ['approver', 'reviewer'],
    },
  ])
  const log = await database
    .selectFrom('audit_event')
    .select(['action', 'actor_kind', 'mission'])
    .where('action', '=', 'officer.invited')
    .execute()
  expect(log).toEqual([{ action: 'officer.invited', actor_kind: 'system', mission: 'uto-it-milan-cg' }])
})

test('inviting again changes her roles at that mission and leaves those at others', async () => {
  await run('invite', '--number', '14', '--name', 'Ann B.', '--mission', 'uto-it-embassy', '--role', 'reviewer')
  await run('invite', '--number', '14', '--name', 'Ann B.', '--mission', 'uto-it-milan-cg', '--role', 'mission-admin')
  const { out } = await run('list')
  expect(out).toBe('14\tAnn B.\tactive\tuto-it-embassy:reviewer,uto-it-milan-cg:mission-admin\n')
})

test('an officer of the ministry is posted to the ministry', async () => {
  expect(
    (await run('invite', '--number', '15', '--name', 'Zed', '--mission', 'ministry', '--role', 'auditor')).status,
  ).toBe(0)
})

test('end locks her out, and an invitation lets her in again', async () => {
  expect(await run('end', '--number', '14')).toMatchObject({ status: 0, error: '' })
  expect((await run('list')).out).toContain('14\tAnn B.\tended\t')
  expect(await run('end', '--number', '99')).toMatchObject({
    status: 1,
    error: '--number 99: there is no such officer\n',
  })
  await run(...inviteAnn)
  expect((await run('list')).out).toContain('14\tAnn\tactive\t')
})

test('what cannot be is named in one line', async () => {
  expect(await run(...inviteAnn.with(8, 'emperor'))).toMatchObject({
    status: 1,
    error: expect.stringMatching(/^--role emperor: one of .*\n$/),
  })
  expect(await run(...inviteAnn.with(6, 'cn-nowhere'))).toMatchObject({
    status: 1,
    error: expect.stringMatching(/^--mission cn-nowhere: .*\n$/),
  })
})

test.each([
  ['nothing', []],
  ['another verb', ['promote']],
  ['a number that is none', ['end', '--number', 'x']],
  ['no role', inviteAnn.slice(0, -2)],
  ['an unknown option', ['list', '--all']],
])('%s gets the usage and status 2', async (_, args) => {
  expect(await run(...args)).toMatchObject({ status: 2, error: expect.stringContaining('consular officer invite') })
})
