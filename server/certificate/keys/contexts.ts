import { trustContexts } from '@consular/certificate/publish'

const [, suite, network] = trustContexts

const security = 'https://w3id.org/security#'
const date = 'http://www.w3.org/2001/XMLSchema#dateTime'
const identified = { id: '@id', type: '@type' }

/**
 * The terms of keys and signatures by which a list is read, with the meanings that the W3C's "JSON Web Signatures for Data Integrity Proofs" (2020) gives
 * them. Its published context has more terms; none of them occurs in a list.
 */
function signatureContext(): unknown {
  const kind = (name: string, terms: object): object => ({
    [name]: { '@id': security + name, '@context': { '@protected': true, ...identified, ...terms } },
  })
  const link = (name: string, more: object = {}): object => ({ '@id': security + name, '@type': '@id', ...more })
  const purposes = { ...identified, assertionMethod: link('assertionMethod', { '@container': '@set' }) }
  return {
    '@context': {
      ...kind('JsonWebKey2020', { publicKeyJwk: { '@id': `${security}publicKeyJwk`, '@type': '@json' } }),
      ...kind('JsonWebSignature2020', {
        ...Object.fromEntries(['jws', 'nonce', 'domain', 'challenge'].map((name) => [name, security + name])),
        created: { '@id': 'http://purl.org/dc/terms/created', '@type': date },
        expires: { '@id': `${security}expiration`, '@type': date },
        proofPurpose: { '@id': `${security}proofPurpose`, '@type': '@vocab', '@context': purposes },
        verificationMethod: link('verificationMethod'),
      }),
    },
  }
}

/** What an entry of a list says of its domain, participant and key usage: codes of three value sets of the WHO's trust network. */
function networkContext(environment: '' | '-UAT'): unknown {
  const set = (name: string): object => {
    const url = `https://smart.who.int/trust/ValueSet-${name}${environment}.jsonld`
    return { '@id': url, '@type': '@id', '@context': { '@base': `${url}#`, code: { '@id': '@id', '@type': '@id' } } }
  }
  const sets = { domain: set('Domains'), participant: set('Participants'), keyusage: set('KeyUsage') }
  return { '@context': { '@version': 1.1, ...identified, proof: `${security}proof`, ...sets } }
}

const ofLists = { [suite]: signatureContext(), [network]: networkContext('') }

/** The contexts by which lists of the GDHCN are read: of its production, by which ours are written too, and of its acceptance environment. */
export const listContexts: { readonly [url: string]: unknown } = {
  ...ofLists,
  [network.replace('v1.jsonld', 'v1-UAT.jsonld')]: networkContext('-UAT'),
}

/** The names under which the contexts of lists are served beside them, by their URL. */
export const contextNames: { readonly [url: string]: string } = {
  [suite]: 'jws-2020-v1.json',
  [network]: 'who-trust-v1.json',
}

/** Where the context of vaccinations lies. */
export const vaccinationPath = '/.well-known/contexts/vaccination-v1.jsonld'

/** The JSON-LD contexts by which we sign, by URL: those of the GDHCN's lists, and our own of vaccinations, for DIVOC. */
export const contextsFor = (address: string): { readonly [url: string]: unknown } => ({
  ...ofLists,
  [address + vaccinationPath]: vaccinationContext(address + vaccinationPath),
})

const vaccination =
  'certificateId batch vaccine manufacturer date effectiveStart effectiveUntil dose totalDoses icd11Code prophylaxis'

/** Every member of a DIVOC credential gets a meaning of its own, so that none can be exchanged for another under the signature. */
function vaccinationContext(url: string): unknown {
  const terms = (names: string): { [name: string]: unknown } =>
    Object.fromEntries(names.split(' ').map((name) => [name, `${url}#${name}`]))
  const scoped = (name: string, inside: object): object => ({ '@id': `${url}#${name}`, '@context': inside })
  const facility = scoped('facility', { ...terms('name'), address: scoped('address', terms('addressCountry')) })
  return {
    '@context': {
      '@version': 1.1,
      ProofOfVaccinationCredential: scoped('ProofOfVaccinationCredential', terms('nonTransferable')),
      Person: scoped('Person', terms('name dob gender nationality')),
      Vaccination: scoped('Vaccination', { ...terms(vaccination), facility }),
    },
  }
}
