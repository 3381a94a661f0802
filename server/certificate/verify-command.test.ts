import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { drawPng } from '@consular/certificate/qr'
import * as pdfkit from 'pdfkit'
import { afterAll, describe, expect, test } from 'vitest'
import { issueCard, keySet, newFolder, run } from './testing-cards.ts'
import { verifyCommand } from './verify-command.ts'

const folder = newFolder()
afterAll(() => folder.end())
const { text, jws } = await issueCard()
const trust = folder.put('jwks.json', keySet)

const verify = (args: readonly string[], around: Parameters<typeof run>[2] = {}) => run(verifyCommand, args, around)

function picture(of: string): Buffer {
  const png = drawPng(of)
  if (!png.ok) throw new Error(png.refusal.code)
  return Buffer.from(png.value)
}

async function pdf(...pictures: readonly Buffer[]): Promise<Buffer> {
  const document = new pdfkit.default()
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((done) => document.on('end', done))
  for (const each of pictures) document.image(each, { width: 200 })
  document.end()
  await ended
  return Buffer.concat(chunks)
}

describe('what is given', () => {
  test('may be a text, a file of text, a card file, standard input, a picture or a PDF with pictures', async () => {
    const card = JSON.stringify({ verifiableCredential: [jws] })
    for (const given of [
      text,
      jws,
      folder.put('code.txt', `${text}\n`),
      folder.put('card.smart-health-card', card),
      folder.put('windows.txt', `\ufeff${text}\r\n`),
      folder.put('shell.txt', Buffer.from(`\ufeff${text}\r\n`, 'utf16le')),
      folder.put('code.png', picture(text)),
      folder.put('paper.pdf', await pdf(picture('https://example.org/'), picture(text))),
    ]) {
      const { status, out } = await verify([given, '--trust', trust])
      expect([status, out], given.slice(0, 60)).toEqual([0, expect.stringContaining('VALID: genuine, and in force.')])
      expect(out).toContain('Lindqvist, Maja, born 1984-02-29')
    }
    const read = await verify(['-', '--trust', trust], { stdin: picture(text) })
    expect(read.status).toBe(0)
  })

  test('is reported one by one where a picture holds several certificates', async () => {
    const other = await issueCard()
    const both = folder.put(
      'both.pdf',
      await pdf(picture(text), picture(`${other.text.slice(0, -40)}00${other.text.slice(-38)}`)),
    )
    const { status, out } = await verify([both, '--trust', trust, '--json'])
    const verdicts = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { verdict: string }).verdict)
    expect([status, verdicts]).toEqual([1, ['valid', 'forged']])
  })

  test('is no certificate where it is another text or a picture without a code', async () => {
    expect(await verify(['WIFI:S:Guest;;', '--trust', trust])).toMatchObject({ status: 1, err: '' })
    const blank = folder.put('blank.png', picture('x').subarray(0, 60))
    const { status, out } = await verify([blank, '--trust', trust, '--json'])
    expect([status, JSON.parse(out)]).toEqual([
      1,
      expect.objectContaining({ verdict: 'unrecognised', code: 'picture.no-code' }),
    ])
  })
})

describe('the verdict', () => {
  test('is untrusted without trust, which is said', async () => {
    const { status, out, err } = await verify([text])
    expect(status).toBe(1)
    expect(out).toContain('UNTRUSTED')
    expect(err).toContain('--trust')
  })

  test('depends on the instant', async () => {
    const early = await verify([text, '--trust', trust, '--at', '2026-01-01T00:00:00+01:00', '--json'])
    expect([early.status, JSON.parse(early.out)]).toEqual([1, expect.objectContaining({ verdict: 'not-yet-valid' })])
  })

  test('is said in the language of the terminal, or the one that is asked for', async () => {
    const chinese = await verify([text, '--trust', trust], { env: { LANG: 'zh_CN.UTF-8' } })
    expect(chinese.out).toContain('有效：真实，且在有效期内。')
    const asked = await verify([text, '--trust', trust, '--language', 'en'], { env: { LANG: 'zh_CN.UTF-8' } })
    expect(asked.out).toContain('VALID')
    expect((await verify([text, '--trust', trust], { env: { LANG: 'C' } })).out).toContain('VALID')
  })

  test('does not let a certificate steer the terminal', async () => {
    const { out } = await verify(['{"hdr":"\u001b[2J"}', '--trust', trust])
    expect(out).not.toContain('\u001b')
  })
})

describe('trust', () => {
  test('may be a folder, in which other files are passed over and named', async () => {
    mkdirSync(join(folder.path, 'trust'))
    folder.put('trust/keys.json', keySet)
    folder.put('trust/README.md', 'About these keys.')
    const { status, err } = await verify([text, '--trust', join(folder.path, 'trust')])
    expect([status, err]).toEqual([0, expect.stringMatching(/passed over: .*README\.md\n$/)])
  })

  test('that is none is named with what was expected, in one line', async () => {
    const strange = folder.put('strange.txt', 'hello')
    const { status, out, err } = await verify([text, '--trust', strange])
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(/^\S*strange\.txt: .*trust\.unknown-kind; expected: pem, der, .*\n$/)
  })

  test('that holds a private key is refused', async () => {
    const secret = folder.put('secret.pem', '-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n')
    const { status, err } = await verify([text, '--trust', secret])
    expect([status, err]).toEqual([2, expect.stringContaining('trust.private-key')])
  })
})

describe('rules', () => {
  const rule = (identifier: string, logic: object) => ({
    Identifier: identifier,
    Type: 'Acceptance',
    Country: 'XA',
    Version: '1.0.0',
    SchemaVersion: '1.0.0',
    Engine: 'CERTLOGIC',
    EngineVersion: '1.0.0',
    CertificateType: 'Vaccination',
    Description: [{ lang: 'en', desc: 'Three doses.' }],
    ValidFrom: '2021-01-01T00:00:00Z',
    ValidTo: '2030-01-01T00:00:00Z',
    AffectedFields: ['v.0.dn'],
    Logic: logic,
  })

  test('of the country of arrival answer beside the verdict', async () => {
    const least = (doses: number) => ({ '>=': [{ var: 'payload.v.0.dn' }, doses] })
    const file = folder.put('rules.json', JSON.stringify([rule('VR-XA-0001', least(3))]))
    const args = [text, '--trust', trust, '--rules', 'XA', '--rules-from', file]
    const { status, out } = await verify(args)
    expect(status).toBe(0)
    expect(out).toMatch(/^VALID[\s\S]*NOT ACCEPTED[\s\S]*VR-XA-0001 {2}not met, Three doses\./)
    folder.put('rules.json', JSON.stringify([rule('VR-XA-0001', least(1))]))
    const json = await verify([...args, '--json'])
    expect(JSON.parse(json.out)).toMatchObject({ verdict: 'valid', acceptance: { answer: 'accepted' } })
  })

  test('that cannot be used, or are not there, are named', async () => {
    const broken = folder.put('broken.json', JSON.stringify([{ ...rule('VR-XA-0001', { x: [] }), Country: 'Xanadu' }]))
    const { status, err } = await verify([text, '--rules', 'XA', '--rules-from', broken])
    expect([status, err]).toEqual([2, expect.stringMatching(/broken\.json: .*rule\.form/)])
    expect((await verify([text, '--rules', 'XA', '--rules-from', trust])).status).toBe(2)
  })
})

test.each([
  [[]],
  [['one', 'two']],
  [['text', '--batch', 'file']],
  [['text', '--at', 'yesterday']],
  [['text', '--at', '2026-03-10']],
  [['text', '--at', '2026-13-10T00:00:00Z']],
  [['text', '--rules', 'XA']],
  [['text', '--rules', 'Xanadu', '--rules-from', '.']],
  [['text', '--language', 'tlh']],
  [['text', '--colour']],
])('bad usage %j ends with 2 and the usage', async (args) => {
  const { status, out, err } = await verify(args)
  expect([status, out]).toEqual([2, ''])
  expect(err).toContain('consular verify TEXT|FILE|-')
})

test.each([['nothing.png'], ['no/such/file.pdf']])(
  'a file that is not there (%s) is said in one line',
  async (name) => {
    expect(await verify([name])).toEqual({ status: 2, out: '', err: `There is no file ${name}.\n` })
  },
)

test('a folder is no certificate', async () => {
  expect(await verify([folder.path])).toMatchObject({ status: 2, err: `${folder.path} is a folder.\n` })
})
