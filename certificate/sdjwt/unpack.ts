import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { Malformed } from '../fault.ts'
import type { Disclosure } from './disclosure.ts'

/** Where a claim stands: names of members and places in arrays, counted from 0 (the claims path of SD-JWT VC, without wildcards). */
export type ClaimPath = readonly (string | number)[]

/** A disclosure and where its claim stands; `within` is the disclosure that must be shown with it, if any. */
export interface Placed {
  readonly disclosure: Disclosure
  readonly path: ClaimPath
  readonly within: Placed | null
  /** The value with all that is disclosed inside. */
  readonly value: unknown
}

/** The claims that are visible: digests are replaced by what was disclosed, the others are gone (RFC 9901, 7.1). */
export interface Unpacked {
  readonly claims: JsonObject
  readonly placed: readonly Placed[]
}

interface Place {
  readonly path: ClaimPath
  readonly within: Placed | null
}

const deepest = 64

/**
 * Puts disclosures in the place of their digests (RFC 9901, 7.1, step 3 to 5). Throws `Malformed`: `sdjwt.digest` (no text, or an `_sd` that is no array),
 * `sdjwt.digest-twice`, `sdjwt.disclosure-twice`, `sdjwt.disclosure-unknown` (no digest of it), `sdjwt.disclosure-kind` (a claim in an array or an element
 * in an object), `sdjwt.claim-twice`, `sdjwt.claim-reserved`, `format.too-deep`.
 */
export function unpack(payload: JsonObject, disclosures: readonly Disclosure[]): Unpacked {
  const unpacker = new Unpacker(disclosures)
  const { _sd_alg: _, ...claims } = unpacker.unpackObject(payload, { path: [], within: null })
  return { claims, placed: unpacker.finish() }
}

class Unpacker {
  readonly #unused = new Map<string, Disclosure>()
  readonly #seen = new Set<string>()
  readonly #placed: Placed[] = []

  constructor(disclosures: readonly Disclosure[]) {
    for (const disclosure of disclosures) {
      if (this.#unused.has(disclosure.digest)) throw new Malformed('sdjwt.disclosure-twice', disclosure.name ?? '...')
      this.#unused.set(disclosure.digest, disclosure)
    }
  }

  finish(): readonly Placed[] {
    for (const { name } of this.#unused.values()) throw new Malformed('sdjwt.disclosure-unknown', name ?? '...')
    return this.#placed
  }

  unpackObject(source: JsonObject, place: Place): JsonObject {
    const members: [string, unknown][] = []
    for (const [name, value] of Object.entries(source)) {
      if (name === '...') throw new Malformed('sdjwt.claim-reserved', place.path.join('.'))
      if (name !== '_sd') members.push([name, this.#unpackValue(value, { ...place, path: [...place.path, name] })])
    }
    const taken = new Set(members.map(([name]) => name))
    for (const disclosure of this.#disclosedOf(source, place)) {
      const { name } = disclosure
      if (name === null) throw new Malformed('sdjwt.disclosure-kind', place.path.join('.'))
      if (taken.has(name)) throw new Malformed('sdjwt.claim-twice', name)
      taken.add(name)
      members.push([name, this.#place(disclosure, { ...place, path: [...place.path, name] })])
    }
    // Unlike an assignment, this gives a claim named __proto__ no power.
    return Object.fromEntries(members)
  }

  #disclosedOf(source: JsonObject, { path }: Place): readonly Disclosure[] {
    if (!Object.hasOwn(source, '_sd')) return []
    const digests = source['_sd']
    if (!isArray(digests)) throw new Malformed('sdjwt.digest', path.join('.'))
    return digests.flatMap((digest) => this.#take(digest) ?? [])
  }

  #unpackArray(source: readonly unknown[], place: Place): readonly unknown[] {
    const elements: unknown[] = []
    for (const element of source) {
      const here = { ...place, path: [...place.path, elements.length] }
      if (!isObject(element) || !Object.hasOwn(element, '...')) {
        elements.push(this.#unpackValue(element, here))
        continue
      }
      if (Object.keys(element).length > 1) throw new Malformed('sdjwt.claim-reserved', here.path.join('.'))
      const disclosure = this.#take(element['...'])
      if (!disclosure) continue
      if (disclosure.name !== null) throw new Malformed('sdjwt.disclosure-kind', here.path.join('.'))
      elements.push(this.#place(disclosure, here))
    }
    return elements
  }

  #unpackValue(value: unknown, place: Place): unknown {
    if (place.path.length > deepest) throw new Malformed('format.too-deep')
    if (isArray(value)) return this.#unpackArray(value, place)
    return isObject(value) ? this.unpackObject(value, place) : value
  }

  /** A digest counts once in all that is signed or disclosed; most have no disclosure here, as the holder keeps it or it is a decoy. */
  #take(digest: unknown): Disclosure | undefined {
    if (!isString(digest)) throw new Malformed('sdjwt.digest')
    if (this.#seen.has(digest)) throw new Malformed('sdjwt.digest-twice')
    this.#seen.add(digest)
    const disclosure = this.#unused.get(digest)
    this.#unused.delete(digest)
    return disclosure
  }

  #place(disclosure: Disclosure, { path, within }: Place): unknown {
    const placed = { disclosure, path, within, value: undefined as unknown }
    this.#placed.push(placed)
    placed.value = this.#unpackValue(disclosure.value, { path, within: placed })
    return placed.value
  }
}
