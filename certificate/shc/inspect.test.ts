import { expect, test } from 'vitest'
import { fromBase64, toBase64url } from '../encoding/base64.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { ecdsaToDer } from '../signature/ecdsa-der.ts'
import { publicKeyToJwk } from '../signature/jwk.ts'
import { publicKeyFromSpki } from '../signature/spki.ts'
import { type Inspected, type InspectOptions, inspect } from './inspect.ts'
import { inspectSymbol } from './inspect-symbol.ts'
import { toNumeric } from './numeric.ts'
import {
  bundleOf,
  card,
  immunization,
  issuer,
  keyId,
  keys,
  now,
  patient,
  payloadOf,
  signRaw,
  signText,
  spki,
} from './testing.ts'

const jwk = {
  ...publicKeyToJwk(publicKeyFromSpki(fromBase64(spki(keys.publicKey)))),
  kid: keyId,
  use: 'sig',
  alg: 'ES256',
}
const options: InspectOptions = { now, keySets: { [issuer]: { keys: [jwk] } } }
const found = async (type: Inspected, text: unknown, change: Partial<InspectOptions> = {}): Promise<string> => {
  const texts = typeof text === 'string' ? [text] : [JSON.stringify(text)]
  const { errors, warnings } = await inspect(texts, type, { ...options, ...change })
  return [...errors, '|', ...warnings].join(' ')
}

test('a good card has no problem in any of its forms', async () => {
  const jws = card()
  expect(await found('jws', jws)).toBe('|')
  expect(await found('qr-numeric', toNumeric(jws))).toBe('|')
  expect(await found('file', { verifiableCredential: [jws, jws] })).toBe('|')
  const parameters = { resourceType: 'Parameters', parameter: [{ name: 'verifiableCredential', valueString: jws }] }
  expect(await found('fhir-health-card', parameters)).toBe('|')
  expect(await found('payload', payloadOf())).toBe('|')
  expect(await found('fhir-bundle', bundleOf(patient, immunization))).toBe('|')
  expect(await found('jwks', { keys: [jwk] })).toBe('|')
})

test('several problems are listed together', async () => {
  const jws = signText(JSON.stringify(payloadOf({ iss: `${issuer}/`, exp: 1 })), { header: { kid: 'x' } })
  expect(await found('jws', ` ${jws}`)).toBe(
    'TRAILING_CHARACTERS INVALID_ISSUER_URL ISSUER_KEY_DOWNLOAD_ERROR JWS_VERIFICATION_ERROR | EXPIRATION_ERROR',
  )
  expect(
    await found('jws', signText('{}', { header: { alg: 'none', zip: 'GZ', kid: 1 }, pack: (bytes) => bytes })),
  ).toBe(
    'JWS_HEADER_ERROR JWS_HEADER_ERROR JWS_HEADER_ERROR INFLATION_ERROR SCHEMA_ERROR SCHEMA_ERROR SCHEMA_ERROR CRITICAL_DATA_MISSING |',
  )
})

test('a DER signature is a problem of form, not of truth', async () => {
  const signed = card().split('.').slice(0, 2).join('.')
  expect(await found('jws', `${signed}.${toBase64url(ecdsaToDer(signRaw(toUtf8(signed))))}`)).toBe(
    'SIGNATURE_FORMAT_ERROR |',
  )
})

test('texts that are none of the kind are said to be so', async () => {
  for (const type of ['jws', 'file', 'fhir-health-card', 'payload', 'fhir-bundle', 'jwks'] as const)
    expect(await found(type, 'x')).toBe('JSON_PARSE_ERROR |')
  expect(await found('crl', 'x')).toBe('REVOCATION_ERROR |')
  expect(await found('qr-numeric', 'x')).toBe('INVALID_NUMERIC_QR_HEADER |')
  expect(await found('jws', signText('no JSON'))).toBe('JSON_PARSE_ERROR |')
  expect(await found('payload', [])).toBe('SCHEMA_ERROR SCHEMA_ERROR SCHEMA_ERROR CRITICAL_DATA_MISSING |')
})

test('the lists of the issuer are inspected with its cards', async () => {
  const list = (rids: readonly string[], method = 'rid') => JSON.stringify({ kid: keyId, method, ctr: 1, rids })
  expect(await found('crl', list(['a', 'b.1664492124']))).toBe('|')
  expect(await found('crl', list(['a', '$!']))).toBe('REVOCATION_ERROR |')
  expect(await found('jws', card(), { lists: { [issuer]: [list([], 'hash')] } })).toBe('REVOCATION_ERROR |')
})

test('what a bundle should not hold is listed', async () => {
  const text = { ...immunization, id: 'i', text: { div: 'd' }, meta: { profile: ['p'] }, occurrenceString: 'twice' }
  expect(await found('fhir-bundle', bundleOf(patient, text))).toBe(
    'FHIR_SCHEMA_ERROR | FHIR_SCHEMA_ERROR FHIR_SCHEMA_ERROR FHIR_SCHEMA_ERROR',
  )
  const coding = [{ code: '207', display: 'd' }]
  expect(await found('fhir-bundle', bundleOf(patient, { ...immunization, vaccineCode: { coding, text: 't' } }))).toBe(
    '| FHIR_SCHEMA_ERROR FHIR_SCHEMA_ERROR',
  )
  expect(
    await found('fhir-bundle', {
      entry: [null, { fullUrl: 'resource:0', resource: patient }, { fullUrl: 'resource:0', resource: patient }],
    }),
  ).toBe('FHIR_SCHEMA_ERROR FHIR_SCHEMA_ERROR FHIR_SCHEMA_ERROR |')
})

test('a code larger than it must be, or than it may be, is listed', () => {
  const text = `shc:/${'0'.repeat(1549)}`
  expect(inspectSymbol({ text, version: 18 })).toEqual({ errors: [], warnings: [] })
  expect(inspectSymbol({ text, version: 22 }).warnings).toEqual(['INVALID_QR_VERSION'])
  expect(inspectSymbol({ text, version: 24 }).errors).toEqual(['INVALID_QR_VERSION'])
})
