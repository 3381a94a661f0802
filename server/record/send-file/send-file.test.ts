import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import * as api from '@consular/api'
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { valueOf } from '../../account/testing-browser.ts'
import { app, citizen, database, id } from '../../application/testing-stage.ts'
import { admin, sourceBody } from '../testing-source.ts'
import { recordsCommand } from './command.ts'
import { columns } from './read-lines.ts'

let folder: string
let made: string
const guide = await readFile(new URL('../../../docs/sources.md', import.meta.url), 'utf8')
const example = /```csv\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'))
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const { browser } = await admin()
  made = id()
  const { apiKey } = valueOf(
    await browser.call(api.registerSource, { params: { source: made }, body: sourceBody(await exportJWK(publicKey)) }),
  )
  await writeFile(join(folder, 'api-key'), `${apiKey}\n`)
  await writeFile(join(folder, 'key.pem'), await exportPKCS8(privateKey))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A stream that keeps what is written. */
function kept() {
  const texts: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      texts.push(String(chunk))
      done()
    },
  })
  return { stream, text: () => texts.join('') }
}

/** Runs the command against the service. `cutAfter`: the line is down from that request on. */
async function run(
  file: string,
  content: string | Uint8Array | null,
  cutAfter = Number.POSITIVE_INFINITY,
  more: readonly string[] = [],
) {
  const path = join(folder, file)
  if (content !== null) await writeFile(path, content)
  const [out, err] = [kept(), kept()]
  const requests: string[] = []
  const keys = ['--api-key-file', join(folder, 'api-key'), '--signing-key', join(folder, 'key.pem')]
  const status = await recordsCommand(['send', path, '--url', 'https://consular.example', ...keys, ...more], {
    stdout: out.stream,
    stderr: err.stream,
    env: { LANG: 'en_GB.UTF-8' },
    wait: async () => undefined,
    fetch: async (url, init) => {
      requests.push(`${init.method} ${new URL(url).pathname.split('/').slice(4).join('/')}`)
      if (requests.length > cutAfter) throw new TypeError('fetch failed')
      return app.request(new URL(url).pathname, init)
    },
  })
  const answers = await readFile(`${path}.answers.jsonl`, 'utf8').catch(() => '')
  const lines = answers.split('\n').filter((line) => line !== '')
  return {
    status,
    out: out.text(),
    err: err.text(),
    requests,
    answers: lines.map((line) => api.LineAnswer.parse(JSON.parse(line))),
  }
}

const held = async () =>
  (await database.selectFrom('health_record').select('id').where('source_id', '=', made).execute()).length

const head = 'family_name,given_name,birth_date,kind,disease,method,sample,sampled_at,result,country'
const tests = (many: number, from = 0) =>
  Array.from(
    { length: many },
    (_, n) => `Rossi,Anna,1984-02-29,test,covid-19,nucleic-acid,T-${from + n},2026-11-23T09:30:00Z,detected,XX`,
  )

describe('a file of lines', () => {
  test('as the guide shows it is accepted, and its people claim their records by the codes', async () => {
    const { status, err, answers } = await run('example.csv', example)
    expect([status, answers.map(({ outcome }) => outcome)]).toEqual([0, ['accepted', 'accepted', 'accepted']])
    expect(answers.map(({ line }) => line)).toEqual([2, 3, 4])
    expect(err).toContain('3 accepted, 0 here before, 0 refused.')
    const lin = await citizen()
    const body = { code: answers[0]?.claim ?? '', birthDate: '1990-05-17' }
    const record = valueOf(await lin.browser.call(api.claimHealthRecord, { body }))
    expect(record).toMatchObject({
      person: { familyName: '林' },
      entry: { centre: 'Laboratory "Example", Milan', sampledAt: '2026-11-23T08:30:00Z' },
    })
    expect((await stat(join(folder, 'example.csv.answers.jsonl'))).mode & 0o777).toBe(0o600)
  })

  test('that is sent again, under another name, with a mark of byte order and semicolons, repeats nothing', async () => {
    const before = await held()
    const cells = example.replaceAll('"Laboratory ""Example"", Milan"', 'Laboratory').split('\n')
    const plain = await run('plain.csv', cells.join('\n'))
    const turned = await run('again.csv', `\ufeff${cells.join('\r\n').replaceAll(',', ';')}`)
    expect([plain.status, turned.status]).toEqual([0, 0])
    expect(turned.requests).toHaveLength(2)
    expect(await held()).toBe(before)
  })

  test('tells each refused line by its place in the file and its reason in words', async () => {
    const rows = [
      ...tests(2, 100),
      tests(1, 100)[0]?.replace('detected', 'not-detected'),
      'Rossi,,1984-02-29,test,covid-19,nucleic-acid,T-104,2027-01-01T00:00:00Z,detected,XX',
    ]
    const { status, err } = await run('wrong.csv', [head, ...rows].join('\n'))
    expect(status).toBe(1)
    expect(err).toContain('Line 4 was refused: Another result of the same sample was sent before.')
    expect(err).toContain('Line 5 was refused: This day has not come yet. (entry.sampledAt)')
    expect(err).toContain('2 accepted, 0 here before, 2 refused.')
    const chinese = await run('wrong.csv', null, undefined, ['--language', 'zh-Hans'])
    expect(chinese.err).toContain('第 5 行没有收：这一天还没有到。')
  })

  test('that is cut goes on where it stopped', async () => {
    const before = await held()
    const text = [head, ...tests(450, 1000)].join('\n')
    const cut = await run('long.csv', text, 2)
    expect([cut.status, cut.answers.length]).toEqual([1, 200])
    expect(cut.err).toContain('goes on where it stopped')
    const rest = await run('long.csv', null)
    expect(rest.status).toBe(0)
    expect(rest.requests.map((request) => request.split('/').slice(1).join('/'))).toEqual([
      '',
      'parts/2',
      'parts/3',
      '',
    ])
    expect(rest.answers).toHaveLength(450)
    expect(new Set(rest.answers.map(({ claim }) => claim)).size).toBe(450)
    expect(await held()).toBe(before + 450)
    expect((await run('long.csv', null)).requests).toHaveLength(2)
  })

  test('may be lines of JSON, whose answers are printed too', async () => {
    const line = {
      person: { familyName: 'Rossi', givenName: '', birthDate: '1984' },
      entry: { kind: 'recovery', disease: 'covid-19', firstPositiveOn: '2026-10-01', country: 'IT' },
    }
    const { status, out } = await run('lines.jsonl', `${JSON.stringify(line)}\n\n`, undefined, ['--json'])
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ line: 1, outcome: 'accepted' })
  })

  test.each([
    ['no lines', head, 'The file has no lines.'],
    ['an unknown column', `${head},fingerprint\n${tests(1)[0]},1`, 'There is no column "fingerprint".'],
    ['a torn quotation', `${head}\n"Rossi,Anna`, 'Quote'],
    ['a row that is too short', `${head}\nRossi,Anna`, 'Invalid Record Length'],
    ['Latin-1', Buffer.from(`${head}\nMüller`, 'latin1'), 'not UTF-8'],
    ['half a line of JSON', '{"person":', 'Line 1 is no JSON object.'],
  ])('with %s is said in one line, and nothing is sent', async (_, content, said) => {
    const { status, err, requests } = await run('bad.csv', content)
    expect(status).toBe(2)
    expect(err).toContain(said)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(requests).toEqual([])
  })
})

test('the guide names every column', () => {
  for (const [column, path] of Object.entries(columns)) expect(guide, path.join('.')).toContain(`\`${column}\``)
})

describe('the command', () => {
  test('wants https, its keys, and one file', async () => {
    const io = { stdout: kept().stream, env: {}, wait: async () => undefined, fetch: async () => new Response() }
    for (const [args, said] of [
      [[], 'Say what to do'],
      [['send'], 'Give one file'],
      [['send', 'a.csv', '--url', 'http://consular.example', '--api-key-file', 'a', '--signing-key', 'b'], 'https://'],
      [['send', 'a.csv'], 'are needed'],
      [
        ['send', 'a.csv', '--url', 'https://a.example', '--api-key-file', 'none', '--signing-key', 'b'],
        'cannot be read',
      ],
      [['send', 'a.csv', '--what'], '--what'],
    ] as const) {
      const err = kept()
      expect(await recordsCommand([...args], { ...io, stderr: err.stream })).toBe(2)
      expect(err.text()).toContain(said)
    }
  })

  test('says when its key is not known', async () => {
    const wrong = join(folder, 'wrong-key')
    await writeFile(wrong, 'x'.repeat(43))
    const { status, err } = await run('key.csv', example, undefined, ['--api-key-file', wrong])
    expect([status, err.trim()]).toEqual([
      1,
      'The service does not know this API key, or the source is suspended. Ask the mission.',
    ])
  })
})
