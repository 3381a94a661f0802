import { lookup } from 'node:dns'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { ok, type Result, refuse } from '@consular/domain/shared'

/** How far a fetch may go. */
export interface FetchLimits {
  /** Bytes of the answer. */
  readonly most: number
  /** Milliseconds for all of it, redirects included. */
  readonly patience: number
  /** A demonstration may fetch from its own machine, with no TLS; nothing else inside is ever asked. */
  readonly mode: 'demonstration' | 'production'
}

const mostRedirects = 3

/** Networks that are not the public one (RFC 6890 and its kin), by address and bits. Apart, for one list would hold every address of four bytes to be one of six that begins with `::ffff:`. */
const closed = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  closed.ipv4.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  closed.ipv6.addSubnet(network, bits, 'ipv6')

const isOwnMachine = (address: string): boolean => address === '::1' || address.startsWith('127.')

/** May this address of a network be asked? */
export function isOpen(address: string, { mode }: Pick<FetchLimits, 'mode'>): boolean {
  const family = isIP(address)
  if (family === 0) return false
  if (mode === 'demonstration' && isOwnMachine(address)) return true
  const kind = family === 4 ? 'ipv4' : 'ipv6'
  return !closed[kind].check(address, kind)
}

class Closed extends Error {}

/** Looks a name up and gives up where it leads inside: what was looked up is what is asked, so that a second answer cannot lead elsewhere. */
const lookupOpen =
  (limits: FetchLimits): LookupFunction =>
  (host, options, done) =>
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, [])
      const [first] = found
      if (!first || !found.every(({ address }) => isOpen(address, limits))) return done(new Closed(host), [])
      return options.all ? done(null, found) : done(null, first.address, first.family)
    })

/** Is an address one that may be fetched at all, as far as it says by itself? */
export function mayFetch(address: string, { mode }: Pick<FetchLimits, 'mode'>): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  if (protocol !== 'https:' && !(protocol === 'http:' && mode === 'demonstration')) return false
  const literal = hostname.replace(/^\[|\]$/g, '')
  return isIP(literal) === 0 || isOpen(literal, { mode })
}

function ask(address: string, limits: FetchLimits, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = address.startsWith('https:') ? secureRequest : plainRequest
  const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'consular-trust' }
  request(address, { signal, lookup: lookupOpen(limits), headers }, resolve)
    .on('error', reject)
    .end()
  return promise
}

async function bytesOf(answer: IncomingMessage, most: number): Promise<Result<Uint8Array>> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > most) {
      answer.destroy()
      return refuse('trust.too-large', { most })
    }
    pieces.push(piece)
  }
  return ok(new Uint8Array(Buffer.concat(pieces)))
}

/**
 * Fetches a file of the public network. Refuses `trust.address-closed` (not https, or it leads inside, by itself or by a redirect), `trust.address-unreachable`, `trust.too-large` and
 * `trust.too-slow`.
 */
export async function fetchSafely(address: string, limits: FetchLimits): Promise<Result<Uint8Array>> {
  const signal = AbortSignal.timeout(limits.patience)
  let place = address
  try {
    for (let turn = 0; turn <= mostRedirects; turn++) {
      if (!mayFetch(place, limits)) return refuse('trust.address-closed', { address: place })
      const answer = await ask(place, limits, signal)
      const { statusCode = 0, headers } = answer
      if (statusCode === 200) return await bytesOf(answer, limits.most)
      answer.destroy()
      if (![301, 302, 303, 307, 308].includes(statusCode) || !headers.location)
        return refuse('trust.address-unreachable', { address: place, status: statusCode })
      if (!URL.canParse(headers.location, place)) break
      place = new URL(headers.location, place).toString()
    }
    return refuse('trust.address-unreachable', { address: place })
  } catch (error) {
    if (error instanceof Closed) return refuse('trust.address-closed', { address: place })
    if (signal.aborted) return refuse('trust.too-slow', { seconds: Math.round(limits.patience / 1000) })
    return refuse('trust.address-unreachable', { address: place, cause: error instanceof Error ? error.name : 'error' })
  }
}
