/** JSON-LD contexts by their URL, as they come with trust material (`TrustList.contexts`). */
export interface Contexts {
  readonly [url: string]: unknown
}

type Package = { readonly default: { readonly contexts: ReadonlyMap<string, unknown> } }

/** The contexts of the W3C that never change, in packages that are loaded when a document names them. */
const packages: { readonly [url: string]: () => Promise<Package> } = {
  'https://www.w3.org/2018/credentials/v1': () => import('credentials-context'),
  'https://www.w3.org/ns/did/v1': () => import('did-context'),
  'https://w3id.org/security/v1': () => import('@digitalbazaar/security-context'),
  'https://w3id.org/security/v2': () => import('@digitalbazaar/security-context'),
}

/** The context of a URL: from what was given, else from those at hand. Undefined where neither has it; the network is never asked. */
export async function findContext(contexts: Contexts, url: string): Promise<unknown> {
  if (Object.hasOwn(contexts, url)) return contexts[url]
  const load = Object.hasOwn(packages, url) ? packages[url] : undefined
  return load === undefined ? undefined : (await load()).default.contexts.get(url)
}
