import { guard, Malformed } from '../fault.ts'
import type { Outcome, Signer } from '../record.ts'
import { publicKeyFromJwk } from '../signature/jwk.ts'
import type { Algorithm, KeyKind } from '../signature/key.ts'
import { digestOf } from './disclosure.ts'
import { signToken } from './issue.ts'
import { readSdJwt } from './read.ts'
import { splitSdJwt } from './split.ts'
import { type ClaimPath, type Placed, unpack } from './unpack.ts'

/** Something that the holder can show. */
export interface Disclosable {
  readonly path: ClaimPath
  /** With all that lies inside. */
  readonly value: unknown
}

/** The holder's proof of possession for one verifier and one time. */
export interface BindingTerms {
  readonly audience: string
  readonly nonce: string
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  /** Signs the bytes with the holder's key (hashing them itself); ECDSA as r‖s. */
  readonly sign: Signer['sign']
}

/** What a presentation shows, and to whom. */
export interface Presentation {
  /** A path shows the claim there with all that lies inside it, and of what is around it no more than must be: `['vaccinations', 0, 'date']`. */
  readonly disclose: readonly ClaimPath[]
  readonly keyBinding?: BindingTerms
}

const refuse = (code: string, data?: { readonly path: string }): Outcome<never> => ({
  ok: false,
  refusal: data ? { code, data } : { code },
})

function takeApart(text: string) {
  const reading = readSdJwt(text)
  if ('fault' in reading) throw new Malformed(reading.fault.code, reading.fault.at)
  const parts = splitSdJwt(text.trim())
  return { ...parts, ...unpack(parts.payload, parts.disclosures), holderKey: reading.sealed.holderKey }
}

/** All that a certificate lets its holder show, outer before inner. Refuses a text that is no SD-JWT VC with the code of its fault. */
export function disclosuresOf(text: string): Outcome<readonly Disclosable[]> {
  const parts = guard(() => takeApart(text))
  if ('fault' in parts) return refuse(parts.fault.code)
  return { ok: true, value: parts.placed.map(({ path, value }) => ({ path, value })) }
}

const startsWith = (path: ClaimPath, start: ClaimPath): boolean =>
  start.length <= path.length && start.every((step, index) => step === path[index])

/** Does a path lead to something in the claims? */
function leads(claims: unknown, path: ClaimPath): boolean {
  let here = claims
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return false
    here = (here as { readonly [step: string | number]: unknown })[step]
  }
  return path.length > 0
}

/** The disclosures for some paths: those at and below each path, and those around them. */
function choose(placed: readonly Placed[], disclose: readonly ClaimPath[]): ReadonlySet<string> {
  const chosen = new Set<string>()
  for (const each of placed)
    if (disclose.some((path) => startsWith(each.path, path)))
      for (let at: Placed | null = each; at; at = at.within) chosen.add(at.disclosure.encoded)
  // A path may end inside a claim that can only be shown whole.
  for (const path of disclose) {
    const around = placed.filter((each) => startsWith(path, each.path))
    for (const { disclosure } of around) chosen.add(disclosure.encoded)
  }
  return chosen
}

const algorithmOf: { readonly [kind in KeyKind]: Algorithm } = {
  p256: 'ES256',
  p384: 'ES384',
  p521: 'ES512',
  rsa: 'PS256',
  ed25519: 'EdDSA',
}

/**
 * The smallest presentation of a certificate (RFC 9901, 7.2): the signed token, the disclosures for the paths, and with `keyBinding` the holder's token over
 * them. An earlier holder's token in the text is dropped. Refuses a text that is no SD-JWT VC with the code of its fault, `presentation.path` for a path that
 * leads nowhere, and `binding.no-key` where the certificate names no usable key of the holder.
 */
export async function present(text: string, { disclose, keyBinding }: Presentation): Promise<Outcome<string>> {
  const parts = guard(() => takeApart(text))
  if ('fault' in parts) return refuse(parts.fault.code)
  const lost = disclose.find((path) => !leads(parts.claims, path))
  if (lost) return refuse('presentation.path', { path: lost.join('.') })
  const chosen = choose(parts.placed, disclose)
  const [token = '', ...encoded] = parts.presented.split('~').slice(0, -1)
  const presented = `${[token, ...encoded.filter((each) => chosen.has(each))].join('~')}~`
  if (!keyBinding) return { ok: true, value: presented }
  const key = guard(() => publicKeyFromJwk(parts.holderKey))
  if ('fault' in key) return refuse('binding.no-key')
  const { audience, nonce, issuedAt, sign } = keyBinding
  const payload = { iat: Math.floor(issuedAt / 1000), aud: audience, nonce, sd_hash: digestOf(presented) }
  const binding = await signToken({ alg: algorithmOf[key.kind], typ: 'kb+jwt' }, payload, sign)
  return { ok: true, value: presented + binding }
}
