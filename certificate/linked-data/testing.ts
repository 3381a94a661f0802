import { createHash } from 'node:crypto'
import { JsonLdParser } from 'jsonld-streaming-parser'
import type { JsonObject } from '../encoding/json.ts'
import { type Contexts, findContext } from './contexts.ts'

interface Term {
  readonly termType: string
  readonly value: string
  readonly language?: string
  readonly datatype?: { readonly value: string }
}

type Quad = { readonly [part in 'subject' | 'predicate' | 'object' | 'graph']: Term }

/**
 * The canonical N-Quads of a document by a parser that shares no code with the library's, and the first half of RDFC-1.0 (4.4, steps 1 to 4) written for
 * tests. Null where blank nodes look alike, which the second half would tell apart.
 */
export async function canoniseElsewhere(document: JsonObject, contexts: Contexts): Promise<string | null> {
  // A dataset is a set: what is said twice counts once.
  const said = new Map((await parse(document, contexts)).map((quad) => [write(quad, (value) => value), quad]))
  const quads = Array.from(said.values())
  const blank = new Set(
    quads.flatMap(({ subject, object }) => [subject, object].filter(isBlank).map(({ value }) => value)),
  )
  const hashes = Array.from(blank, (name) => {
    const own = quads.filter((quad) => [quad.subject, quad.object].some((term) => isBlank(term) && term.value === name))
    const lines = own.map((quad) => write(quad, (value) => (value === name ? 'a' : 'z')))
    return { name, hash: createHash('sha256').update(lines.sort().join('')).digest('hex') }
  })
  if (new Set(hashes.map(({ hash }) => hash)).size < hashes.length) return null
  hashes.sort((a, b) => (a.hash < b.hash ? -1 : 1))
  const names = new Map(hashes.map(({ name }, index) => [name, `c14n${index}`]))
  const lines = new Set(quads.map((quad) => write(quad, (value) => names.get(value) ?? '')))
  return Array.from(lines).sort().join('')
}

const isBlank = ({ termType }: Term): boolean => termType === 'BlankNode'

function parse(document: JsonObject, contexts: Contexts): Promise<readonly Quad[]> {
  const load = async (url: string): Promise<never> => (await findContext(contexts, url)) as never
  const parser = new JsonLdParser({ documentLoader: { load } })
  return new Promise((resolve, reject) => {
    const all: Quad[] = []
    parser.on('data', (quad: Quad) => all.push(quad))
    parser.on('error', reject)
    parser.on('end', () => resolve(all))
    parser.write(JSON.stringify(document))
    parser.end()
  })
}

/** A line of N-Quads in canonical form. Named graphs do not occur. */
function write({ subject, predicate, object }: Quad, nameOf: (blank: string) => string): string {
  const term = ({ termType, value, language, datatype }: Term): string => {
    if (termType === 'NamedNode') return `<${value}>`
    if (termType === 'BlankNode') return `_:${nameOf(value)}`
    const type = datatype?.value ?? ''
    const tail = language ? `@${language}` : type.endsWith('#string') ? '' : `^^<${type}>`
    return `"${escape(value)}"${tail}`
  }
  return `${term(subject)} ${term(predicate)} ${term(object)} .\n`
}

const escapes = new Map([
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['"', '\\"'],
  ['\\', '\\\\'],
])

const escape = (text: string): string =>
  Array.from(text, (character) => {
    const code = character.charCodeAt(0)
    const isControl = code < 32 || code === 127
    return escapes.get(character) ?? (isControl ? `\\u${code.toString(16).toUpperCase().padStart(4, '0')}` : character)
  }).join('')
