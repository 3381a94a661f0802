import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'

/** Kinds of problem by the names that the validator of the framework's publisher gives them, which the conformance material expects. */
export type Problem =
  | 'CRITICAL_DATA_MISSING'
  | 'EXPIRATION_ERROR'
  | 'FHIR_SCHEMA_ERROR'
  | 'INFLATION_ERROR'
  | 'INVALID_ISSUER_URL'
  | 'INVALID_KEY_PRIVATE'
  | 'INVALID_KEY_SCHEMA'
  | 'INVALID_KEY_WRONG_ALG'
  | 'INVALID_KEY_WRONG_CRV'
  | 'INVALID_KEY_WRONG_KID'
  | 'INVALID_KEY_WRONG_KTY'
  | 'INVALID_KEY_WRONG_USE'
  | 'INVALID_KEY_X5C'
  | 'INVALID_NUMERIC_QR'
  | 'INVALID_NUMERIC_QR_HEADER'
  | 'INVALID_QR_VERSION'
  | 'ISSUER_KEY_DOWNLOAD_ERROR'
  | 'JSON_PARSE_ERROR'
  | 'JWS_HEADER_ERROR'
  | 'JWS_TOO_LONG'
  | 'JWS_VERIFICATION_ERROR'
  | 'MISSING_QR_CHUNK'
  | 'NOT_YET_VALID'
  | 'QR_CHUNKING_DEPRECATED'
  | 'REVOCATION_ERROR'
  | 'SCHEMA_ERROR'
  | 'SIGNATURE_FORMAT_ERROR'
  | 'TRAILING_CHARACTERS'

/** All problems that were found, with repetition. */
export interface Problems {
  readonly errors: Problem[]
  readonly warnings: Problem[]
}

const short = /^resource:\d+$/

/** Lists every problem of a FHIR bundle as a card holds it (specification, Health Cards are Small; FHIR R4 for what must not be empty). */
export function inspectBundle(bundle: unknown, found: Problems): void {
  const entry = isObject(bundle) ? bundle['entry'] : undefined
  if (!isArray(entry) || entry.length === 0) {
    found.errors.push('CRITICAL_DATA_MISSING')
    return
  }
  const urls = entry.map((each) => (isObject(each) ? each['fullUrl'] : undefined))
  for (const [at, url] of urls.entries())
    if (!isString(url) || !short.test(url) || urls.indexOf(url) < at) found.errors.push('FHIR_SCHEMA_ERROR')
  for (const each of entry) {
    const resource = isObject(each) ? each['resource'] : undefined
    if (isObject(resource) && isString(resource['resourceType'])) inspectResource(resource, urls, found)
    else found.errors.push('FHIR_SCHEMA_ERROR')
  }
}

function inspectResource(resource: JsonObject, urls: readonly unknown[], { errors, warnings }: Problems): void {
  const { id, meta, text, patient, subject } = resource
  if (resource['resourceType'] === 'Immunization') {
    if (resource['status'] !== 'completed') errors.push('FHIR_SCHEMA_ERROR')
    const times = [resource['occurrenceDateTime'], resource['occurrenceString']].filter(Boolean)
    if (times.length !== 1) errors.push('FHIR_SCHEMA_ERROR')
  }
  if (id) warnings.push('FHIR_SCHEMA_ERROR')
  if (text) warnings.push('FHIR_SCHEMA_ERROR')
  // Only the level of identity assurance may be told.
  if (isObject(meta) && (!meta['security'] || Object.keys(meta).length > 1)) warnings.push('FHIR_SCHEMA_ERROR')
  for (const whom of [patient, subject]) {
    const reference = isObject(whom) ? whom['reference'] : undefined
    if (!isString(reference) || reference === '') continue
    if (!short.test(reference)) errors.push('SCHEMA_ERROR')
    if (!urls.includes(reference)) errors.push('SCHEMA_ERROR')
  }
  inspectValue(resource, { errors, warnings })
}

function inspectValue(value: unknown, found: Problems): void {
  const children = isArray(value) ? value : isObject(value) ? Object.values(value) : null
  if (children === null) {
    // An empty text is an empty element, and no string of FHIR either.
    if (value === '') found.errors.push('FHIR_SCHEMA_ERROR', 'FHIR_SCHEMA_ERROR')
    return
  }
  if (children.length === 0) found.errors.push('FHIR_SCHEMA_ERROR')
  if (isObject(value) && isArray(value['coding'])) {
    const shown = value['coding'].filter((coding) => isObject(coding) && coding['display'])
    for (let left = shown.length + (value['text'] ? 1 : 0); left > 0; left--) found.warnings.push('FHIR_SCHEMA_ERROR')
  }
  for (const child of children) inspectValue(child, found)
}
