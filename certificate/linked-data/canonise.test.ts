import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import type { JsonObject } from '../encoding/json.ts'
import { Malformed } from '../fault.ts'
import { canonise } from './canonise.ts'
import { findContext } from './contexts.ts'
import { canoniseElsewhere } from './testing.ts'

const peopleUrl = 'https://terms.example/people'
const people = {
  '@context': {
    '@version': 1.1,
    id: '@id',
    type: '@type',
    Person: {
      '@id': 'https://terms.example/Person',
      '@context': { name: 'https://terms.example/name', age: 'https://terms.example/age' },
    },
    knows: { '@id': 'https://terms.example/knows', '@type': '@id' },
    born: { '@id': 'https://terms.example/born', '@type': 'http://www.w3.org/2001/XMLSchema#date' },
    note: 'https://terms.example/note',
    raw: { '@id': 'https://terms.example/raw', '@type': '@json' },
  },
}
const contexts = { [peopleUrl]: people }
const about = (members: object): JsonObject => ({ '@context': peopleUrl, ...members })

const codeOf = async (document: JsonObject, given: { [url: string]: unknown } = contexts): Promise<string> => {
  try {
    await canonise(document, given)
    return 'no refusal'
  } catch (error) {
    return error instanceof Malformed ? error.code : 'another error'
  }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a document becomes sorted N-Quads', async () => {
  const { quads, dropped, complete } = await canonise(
    about({ id: 'urn:a', type: 'Person', name: 'Zoë "Z"\n', age: 7, born: '2019-01-01' }),
    contexts,
  )
  expect(quads.split('\n')).toEqual([
    '<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://terms.example/Person> .',
    '<urn:a> <https://terms.example/age> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    '<urn:a> <https://terms.example/born> "2019-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .',
    '<urn:a> <https://terms.example/name> "Zoë \\"Z\\"\\n" .',
    '',
  ])
  expect(dropped).toEqual([])
  expect(complete).toBe(true)
})

const leaf = fc.record(
  {
    id: fc.constantFrom('urn:a', 'urn:b', 'https://people.example/1?x#y'),
    type: fc.constantFrom('Person', ['Person']),
    name: fc.oneof(fc.string(), fc.constantFrom('李', 'a\\b', 'tab\tquote"')),
    age: fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom(1.5, 0.1, 1e21)),
    born: fc.constantFrom('1990', '1990-02-03'),
    // At least one: the other parser loses nodes of which nothing is said.
    note: fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }),
    raw: fc.constantFrom({ b: 1, a: [true, null, 'ü'] }, 'text', 3),
    other: fc.constant('in no context'),
  },
  { requiredKeys: ['note'] },
)
const node = fc.tuple(leaf, fc.array(leaf, { maxLength: 4 })).map(([self, knows]) => about({ ...self, knows }))

test('another implementation comes to the same form', async () => {
  await fc.assert(
    fc.asyncProperty(node, async (document) => {
      const expected = await canoniseElsewhere(document, contexts)
      fc.pre(expected !== null)
      expect((await canonise(document, contexts)).quads).toBe(expected)
    }),
    { numRuns: 150 },
  )
})

test('blank nodes that look alike are told apart by what they lead to', async () => {
  const chain = (end: string): object => ({ knows: { knows: { note: end } } })
  const quadsOf = async (ends: readonly string[]): Promise<string> =>
    (await canonise(about({ knows: ends.map(chain) }), contexts)).quads
  const quads = await quadsOf(['left', 'right', 'left'])
  expect(await quadsOf(['left', 'left', 'right'])).toBe(quads)
  expect(await quadsOf(['left', 'right', 'right'])).not.toBe(quads)
  expect(quads.match(/"left"/g)).toHaveLength(2)
})

test('a member that no context defines is dropped and named', async () => {
  const plain = about({ id: 'urn:a', note: 'x' })
  const { quads, dropped } = await canonise(
    { ...plain, nickname: 'Z', knows: { id: 'urn:b', name: 'untyped' } },
    contexts,
  )
  expect(dropped).toEqual(['name', 'nickname'])
  expect(quads).not.toContain('untyped')
})

test('what is said of an identifier that is no URI is lost, and that is told', async () => {
  expect((await canonise(about({ id: 'passport', note: 'x' }), contexts)).complete).toBe(false)
  expect((await canonise(about({ id: 'urn:a', knows: 'passport' }), contexts)).complete).toBe(false)
})

test('contexts are named, never written into the document', async () => {
  const renaming = { nickname: 'https://terms.example/note', note: null }
  expect(await codeOf({ '@context': [peopleUrl, renaming], note: 'x' })).toBe('context.inline')
  expect(await codeOf(about({ knows: { '@context': renaming, note: 'x' } }))).toBe('context.inline')
  expect(await codeOf({ note: 'x' })).toBe('context.inline')
  expect(await codeOf(about({ '@graph': [] }))).toBe('linked-data.keyword')
})

test('a context that is not at hand is missing, also below another one, and nobody is asked for it', async () => {
  const fetch = vi.fn()
  vi.stubGlobal('fetch', fetch)
  expect(await codeOf({ '@context': 'https://nowhere.example/v1', note: 'x' })).toBe('context.unknown')
  const leading = { 'https://leads.example/': { '@context': ['https://nowhere.example/v1'] } }
  await expect(canonise({ '@context': 'https://leads.example/' }, leading)).rejects.toMatchObject({
    code: 'context.unknown',
    at: 'https://nowhere.example/v1',
  })
  expect(fetch).not.toHaveBeenCalled()
})

test('the contexts of the W3C are at hand without any given', async () => {
  for (const url of [
    'https://www.w3.org/2018/credentials/v1',
    'https://www.w3.org/ns/did/v1',
    'https://w3id.org/security/v1',
    'https://w3id.org/security/v2',
  ])
    expect(await findContext({}, url)).toHaveProperty(['@context'])
  const { quads } = await canonise({ '@context': 'https://w3id.org/security/v2', type: 'RsaSignature2018' }, {})
  expect(quads).toContain('<https://w3id.org/security#RsaSignature2018>')
})

test('each set of contexts is its own, though the addresses are the same', async () => {
  const document = about({ id: 'urn:a', note: 'x' })
  const other = { [peopleUrl]: { '@context': { id: '@id', note: 'https://elsewhere.example/note' } } }
  expect((await canonise(document, contexts)).quads).toContain('<https://terms.example/note>')
  expect((await canonise(document, other)).quads).toContain('<https://elsewhere.example/note>')
  expect((await canonise(document, contexts)).quads).toContain('<https://terms.example/note>')
})

test('neither the document nor the contexts are changed', async () => {
  const freeze = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) freeze(each)
    return Object.freeze(value)
  }
  const frozen = freeze(structuredClone(contexts))
  const document = freeze(about({ id: 'urn:a', type: ['Person'], name: 'A', knows: [{ note: ['x', 'y'] }] }))
  expect((await canonise(document, frozen)).complete).toBe(true)
})

test('a broken context is invalid', async () => {
  expect(await codeOf({ '@context': 'urn:c', a: 1 }, { 'urn:c': 'no object' })).toBe('linked-data.invalid')
  expect(await codeOf({ '@context': 'urn:c', a: 1 }, { 'urn:c': { '@context': { a: { '@id': 7 } } } })).toBe(
    'linked-data.invalid',
  )
  expect(await codeOf(about({ id: 7 }))).toBe('linked-data.invalid')
})

test('a number that the expansion would take for 0 is refused', async () => {
  expect(await codeOf(about({ note: 1e-7 }))).toBe('linked-data.number')
})

test('blank nodes that all know each other are given up on soon', async () => {
  const ids = Array.from({ length: 12 }, (_, index) => `_:n${index}`)
  const document = about({ knows: ids.map((id) => ({ id, knows: ids.filter((other) => other !== id) })) })
  expect(await codeOf(document)).toBe('linked-data.too-complex')
})
