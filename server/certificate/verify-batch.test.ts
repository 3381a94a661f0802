import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { material } from '../../certificate/conformance/testing-material.ts'
import { issueCard, keySet, newFolder, run } from './testing-cards.ts'
import { verifyCommand } from './verify-command.ts'

const folder = newFolder()
afterAll(() => folder.end())
const { text } = await issueCard()
folder.put('jwks.json', keySet)

interface Answer {
  readonly id?: string
  readonly verdict?: string
  readonly holder?: { readonly [member: string]: string }
}

async function batch(lines: readonly string[], args: readonly string[] = []) {
  const file = folder.put('cases.jsonl', lines.join('\n'))
  const { status, out } = await run(verifyCommand, ['--batch', file, ...args])
  return {
    status,
    answers: out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer),
  }
}

test('lines are answered in their order, each with its own instant and trust', async () => {
  const { status, answers } = await batch([
    JSON.stringify({ id: 'a', text, trust: ['jwks.json'] }),
    JSON.stringify({ id: 'b', text, trust: ['jwks.json'], at: '2020-01-01T00:00:00Z' }),
    JSON.stringify({ id: 'c', text, trust: [] }),
    '',
    JSON.stringify({ id: 4, text: 'hello' }),
  ])
  expect(status).toBe(1)
  const holder = { familyName: 'Lindqvist', givenName: 'Maja', birthDate: '1984-02-29' }
  expect(answers).toEqual([
    { id: 'a', verdict: 'valid', code: 'ok', family: 'shc', holder },
    { id: 'b', verdict: 'not-yet-valid', code: 'validity.not-yet', family: 'shc', holder },
    { id: 'c', verdict: 'untrusted', code: 'key.unknown', family: 'shc', holder },
    { id: 4, verdict: 'unrecognised', code: 'text.unrecognised', family: null },
  ])
})

test('a broken line is answered in its place, and the rest goes on', async () => {
  const { status, answers } = await batch([
    '{"id":"a","text":',
    '{"id":"b"}',
    '{"id":"c","text":"x","at":"yesterday"}',
    '{"id":"d","text":"x","trust":["nowhere.json"]}',
    '{"id":"e","text":"x","trust":["cases.jsonl"]}',
    '[1]',
    JSON.stringify({ id: 'f', text: `${text}\u2028`, trust: ['jwks.json'] }).replace('\\u2028', '\u2028'),
    JSON.stringify({ id: 'g', text, trust: ['jwks.json'] }),
  ])
  expect(status).toBe(1)
  expect(answers.map((answer) => answer.id ?? null)).toEqual([null, 'b', 'c', 'd', 'e', null, 'f', 'g'])
  expect(answers.slice(0, 6)).toEqual(
    [
      'request.invalid',
      'request.invalid',
      'request.invalid',
      'trust.unusable',
      'trust.unusable',
      'request.invalid',
    ].map((code) => expect.objectContaining({ error: expect.objectContaining({ code }) })),
  )
  expect(answers.at(-2)?.verdict).toBe('malformed')
  expect(answers.at(-1)?.verdict).toBe('valid')
})

test('all valid ends with 0; trust given to the command holds for lines without their own', async () => {
  const { status } = await batch([JSON.stringify({ id: 'a', text })], ['--trust', join(folder.path, 'jwks.json')])
  expect(status).toBe(0)
})

test('standard input is a batch too, and a file that is not there is said in one line', async () => {
  const stdin = JSON.stringify({ id: 'a', text })
  const read = await run(verifyCommand, ['--batch', '-', '--trust', join(folder.path, 'jwks.json')], { stdin })
  expect([read.status, JSON.parse(read.out)]).toEqual([0, expect.objectContaining({ id: 'a', verdict: 'valid' })])
  const absent = await run(verifyCommand, ['--batch', 'nowhere.jsonl'])
  expect([absent.status, absent.err.split('\n').length]).toEqual([2, 2])
})

const fresh = join(material, 'fresh')
const there = existsSync(join(fresh, 'cases.jsonl'))
if (!there) process.stdout.write('Not run, because the material is not beside the repository: conformance/fresh\n')

test.runIf(there)('the freshly signed certificates have their verdicts and holders', async () => {
  const file = join(fresh, 'cases.jsonl')
  const { out } = await run(verifyCommand, ['--batch', file])
  const answers = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)
  const cases = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line) as {
          id: string
          expect: { verdict: string; alsoAccept?: string[]; holder?: object }
        },
    )
  const wrong = cases.filter(({ id, expect: { verdict, alsoAccept = [], holder = {} } }, at) => {
    const answer = answers[at]
    const sameHolder = Object.entries(holder).every(([member, value]) => answer?.holder?.[member] === value)
    return answer?.id !== id || ![verdict, ...alsoAccept].includes(answer.verdict ?? '') || !sameHolder
  })
  process.stdout.write(`fresh, through the command: ${cases.length - wrong.length} of ${cases.length} cases agree\n`)
  expect(wrong.map(({ id }) => id)).toEqual([])
  expect(answers).toHaveLength(cases.length)
})
