import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { toBase64url } from '../encoding/base64.ts'
import type { JsonObject } from '../encoding/json.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { canonise } from './canonise.ts'
import { checkDidProof } from './did-proof.ts'
import { bytesToSign } from './proof.ts'

const suite = 'https://w3id.org/security/suites/jws-2020/v1'
const listTerms = 'https://lists.example/v1'
const json = { '@id': 'https://w3id.org/security#publicKeyJwk', '@type': '@json' }
const contexts = {
  [suite]: {
    '@context': {
      JsonWebKey2020: { '@id': 'https://w3id.org/security#JsonWebKey2020', '@context': { publicKeyJwk: json } },
      JsonWebSignature2020: 'https://w3id.org/security#JsonWebSignature2020',
      nonce: 'https://w3id.org/security#nonce',
      proofPurpose: { '@id': 'https://w3id.org/security#proofPurpose', '@type': '@vocab' },
    },
  },
  // As WHO has it: what is said of an entry is an identifier, below an address.
  [listTerms]: {
    '@context': {
      participant: {
        '@id': 'https://lists.example/participant',
        '@type': '@id',
        '@context': { '@base': 'https://lists.example/participants#', code: '@id' },
      },
    },
  },
}
const list = 'did:web:lists.example:v2'
const anchorId = 'did:web:signing.example#key'
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const method = (key: KeyObject): JsonObject => ({
  id: anchorId,
  type: 'JsonWebKey2020',
  publicKeyJwk: key.export({ format: 'jwk' }),
})
const anchor = { id: 'did:web:signing.example', verificationMethod: [method(publicKey)] }
const entry = {
  id: `${list}#abc+/=`,
  type: 'JsonWebKey2020',
  controller: list,
  publicKeyJwk: { kty: 'EC', x5c: ['MIIC'] },
  participant: { code: '#XXA' },
}
const plain = {
  '@context': ['https://www.w3.org/ns/did/v1', suite, listTerms],
  id: list,
  verificationMethod: [entry, 'did:web:lists.example:other'],
}

async function prove(document: JsonObject, encoding: 'der' | 'ieee-p1363' = 'der'): Promise<JsonObject> {
  const options = {
    type: 'JsonWebSignature2020',
    nonce: 'n',
    proofPurpose: 'assertionMethod',
    verificationMethod: anchorId,
  }
  const [first, second] = [
    await canonise({ ...options, '@context': document['@context'] }, contexts),
    await canonise(document, contexts),
  ]
  const header = toBase64url(toUtf8('{"b64":false,"crit":["b64"],"alg":"ES256"}'))
  const signature = sign('sha256', bytesToSign(header, first.quads, second.quads), {
    key: privateKey,
    dsaEncoding: encoding,
  })
  return { ...document, proof: { ...options, jws: `${header}..${toBase64url(signature)}` } }
}

let signed: JsonObject
const check = async (document: unknown, by: unknown = anchor): Promise<string> => {
  const answer = await checkDidProof(document, by, contexts)
  return answer === 'verified' ? answer : answer.code
}
const proofWith = (changed: object): JsonObject => ({
  ...signed,
  proof: { ...(signed['proof'] as object), ...changed },
})

beforeAll(async () => {
  signed = await prove(plain)
})

test('a document signed by the anchor is verified', async () => {
  expect(await check(signed)).toBe('verified')
})

test('a changed word anywhere is found', async () => {
  expect(await check({ ...signed, id: `${list}:x` })).toBe('signature.mismatch')
  expect(await check(proofWith({ nonce: 'm' }))).toBe('signature.mismatch')
  const changed = { ...entry, participant: { code: '#XXB' } }
  expect(await check({ ...signed, verificationMethod: [changed, 'did:web:lists.example:other'] })).toBe(
    'signature.mismatch',
  )
})

test('members that no context defines are let pass, as nobody reads them', async () => {
  expect(await check({ ...signed, comment: 'from the network' })).toBe('verified')
})

test('an entry that is lost on the way to the hash cannot be smuggled in', async () => {
  const forged = { ...entry, id: 'relative', publicKeyJwk: { kty: 'EC', x5c: ['forged'] } }
  expect(await check({ ...signed, verificationMethod: [...plain.verificationMethod, forged] })).toBe('proof.uncovered')
})

test('a second key for an entry cannot be smuggled in without a type', async () => {
  const { type: _, ...untyped } = { ...entry, publicKeyJwk: { kty: 'EC', x5c: ['forged'] } }
  expect(await check({ ...signed, verificationMethod: [untyped, ...plain.verificationMethod] })).toBe('proof.uncovered')
})

test('the signature is DER, not r and s', async () => {
  expect(await check(await prove(plain, 'ieee-p1363'))).toMatch(/^(der|ecdsa)\./)
})

test('only the key of the anchor that the proof names counts', async () => {
  expect(await check(signed, { ...anchor, verificationMethod: [method(other.publicKey)] })).toBe('signature.mismatch')
  expect(await check(proofWith({ verificationMethod: 'did:web:signing.example#other' }))).toBe('key.unknown')
  expect(await check(signed, { ...anchor, assertionMethod: [] })).toBe('key.unknown')
  expect(await check(signed, null)).toBe('key.unknown')
})

test('the proof has its form', async () => {
  const jws = String((signed['proof'] as JsonObject)['jws'])
  const header = (members: object): string => toBase64url(toUtf8(JSON.stringify(members)))
  expect(await check({ ...signed, proof: undefined })).toBe('proof.missing')
  expect(await check({ ...signed, proof: [signed['proof'], signed['proof']] })).toBe('proof.many')
  expect(await check(proofWith({ proofPurpose: 'authentication' }))).toBe('proof.purpose')
  expect(await check(proofWith({ type: 'Ed25519Signature2018' }))).toBe('proof.type')
  expect(await check(proofWith({ jws: jws.replace('..', '.e30.') }))).toBe('jws.parts')
  expect(await check(proofWith({ jws: `${header({ alg: 'ES256' })}..AAAA` }))).toBe('jws.crit')
  expect(await check(proofWith({ jws: `${header({ alg: 'RS256', b64: false, crit: ['b64'] })}..AAAA` }))).toBe(
    'jws.algorithm',
  )
  for (const nothing of [null, 7, 'text', [], {}]) expect(await check(nothing)).toBe('proof.missing')
})

test('without a context the answer is that it is missing', async () => {
  const answer = await checkDidProof(signed, anchor, { [suite]: contexts[suite] })
  expect(answer).toEqual({ code: 'context.unknown' })
})
