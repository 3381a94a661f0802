import ContextResolver from 'jsonld/lib/ContextResolver.js'
import contextModule from 'jsonld/lib/context.js'
import expandModule from 'jsonld/lib/expand.js'
import toRdfModule from 'jsonld/lib/toRdf.js'
import rdfCanonize from 'rdf-canonize'
import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { Malformed } from '../fault.ts'
import { type Contexts, findContext } from './contexts.ts'

/** A document in the one form that is hashed and signed. */
export interface Canonical {
  /** Sorted N-Quads by URDNA2015, now RDFC-1.0 (W3C RDF Dataset Canonicalization). */
  readonly quads: string
  /** Names of members that no context defines: they are not in `quads`, so no signature covers them. */
  readonly dropped: readonly string[]
  /** False where a statement was lost for another reason, such as an identifier that is no absolute IRI. */
  readonly complete: boolean
}

/** Blank nodes that look alike are told apart by trying: only so often, as a few dozen can be made to take hours, and each try keeps a copy of all names. */
const maxDeepIterations = 128

const caches = new WeakMap<Contexts, Map<string, unknown>>()

/** Contexts are processed once for each set of them, for that is what takes the time. */
function cacheOf(contexts: Contexts): Map<string, unknown> {
  const known = caches.get(contexts)
  if (known) return known
  const made = new Map<string, unknown>()
  caches.set(contexts, made)
  return made
}

/**
 * Expands a JSON-LD 1.1 document to RDF and canonises it. Contexts are named by URL, at the top alone; they come from `contexts` or are standard ones, never
 * from the network. Unknown terms are dropped. Throws `Malformed`: `context.unknown` (`at` is the URL), `context.inline` for contexts written into the document,
 * by which a forger could give signed words other names, `linked-data.keyword` for other members that begin with `@`, `linked-data.number`
 * (nearly 0), `linked-data.invalid`, `linked-data.too-complex`, `format.too-deep`.
 */
export async function canonise(document: JsonObject, contexts: Contexts): Promise<Canonical> {
  const work = new Work(contexts)
  try {
    checkContexts(document)
    const dataset = await work.toRdf(document)
    const quads = await rdfCanonize.canonize(dataset, { algorithm: 'RDFC-1.0', maxDeepIterations })
    return { quads, dropped: [...work.dropped], complete: work.complete }
  } catch (error) {
    if (work.missing !== null) throw new Malformed('context.unknown', work.missing)
    throw explain(error)
  }
}

/** What the packages throw for bad input, which may be anything. */
function explain(error: unknown): Malformed {
  if (error instanceof Malformed) return error
  if (error instanceof RangeError) return new Malformed('format.too-deep')
  if (error instanceof Error && error.message.startsWith('Maximum deep iterations'))
    return new Malformed('linked-data.too-complex')
  const details = error instanceof Error && 'details' in error && isObject(error.details) ? error.details : {}
  return new Malformed('linked-data.invalid', isString(details['code']) ? details['code'] : undefined)
}

/** One document on its way. */
class Work {
  readonly dropped = new Set<string>()
  complete = true
  missing: string | null = null
  readonly #contexts: Contexts

  constructor(contexts: Contexts) {
    this.#contexts = contexts
  }

  async toRdf(document: JsonObject): Promise<readonly unknown[]> {
    const options = {
      base: '',
      documentLoader: (url: string) => this.#load(url),
      contextResolver: new ContextResolver({ sharedCache: cacheOf(this.#contexts) }),
      eventHandler: [(told: Told) => this.#hear(told.event)],
    }
    const activeCtx = contextModule.getInitialContext(options)
    const expanded = await expandModule.expand({ activeCtx, element: document, options })
    const nodes = expanded === null ? [] : isArray(expanded) ? expanded : [expanded]
    checkIdentifiers(nodes)
    return toRdfModule.toRDF(nodes, options)
  }

  async #load(url: string): Promise<unknown> {
    const document = await findContext(this.#contexts, url)
    if (document === undefined) {
      this.missing ??= url
      throw new Malformed('context.unknown', url)
    }
    // A copy, as the resolver writes into it. The tag says that it stays the same for ever, so that it is kept.
    return { contextUrl: null, documentUrl: url, document: structuredClone(document), tag: 'static' }
  }

  /** What the packages tell of as lost. */
  #hear({ code, details }: Told['event']): void {
    if (code === 'invalid property' && isString(details?.['property'])) this.dropped.add(details['property'])
    else this.complete = false
  }
}

interface Told {
  readonly event: { readonly code: string; readonly details?: JsonObject }
}

function checkContexts(document: JsonObject): void {
  const { '@context': context, ...members } = document
  const named = isArray(context) ? context : [context]
  if (named.length === 0 || !named.every(isString)) throw new Malformed('context.inline', '@context')
  checkMembers(members)
}

function checkMembers(value: unknown): void {
  if (isArray(value)) value.forEach(checkMembers)
  // jsonld takes numbers that JavaScript writes as 1e-7 for integers, and so signs 0.
  if (typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-6) throw new Malformed('linked-data.number')
  if (!isObject(value)) return
  for (const [name, member] of Object.entries(value)) {
    if (name.startsWith('@')) throw new Malformed(name === '@context' ? 'context.inline' : 'linked-data.keyword', name)
    checkMembers(member)
  }
}

/**
 * jsonld keeps nodes in a plain object by their identifiers. One named like what every object inherits, such as `__proto__`, would write what is said of it into
 * all objects of the program. It is no IRI, so that nothing is lost by refusing it.
 */
function checkIdentifiers(value: unknown): void {
  if (isArray(value)) value.forEach(checkIdentifiers)
  if (!isObject(value)) return
  const id = value['@id']
  if (isString(id) && id in Object.prototype) throw new Malformed('linked-data.invalid', '@id')
  Object.values(value).forEach(checkIdentifiers)
}
