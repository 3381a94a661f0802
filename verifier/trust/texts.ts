/** The two files of the service as this device has them. */
export interface Texts {
  readonly trust: string
  readonly rules: string
  /** ISO 8601: when this device last had the service's word that these are the newest. */
  readonly asOf: string
}

/** Where a service has them: addresses. */
export interface Places {
  readonly trust: string
  readonly rules: string
}

/** Where the service of this page has them. */
export const paths: Places = { trust: '/trust/list.json', rules: '/trust/rules.json' }

const cacheName = 'verifier-trust'
const heard = 'x-as-of'

/** The files as they were kept; null where none were. Needs nothing of the app, so that it goes on while the app is loaded. */
export async function keptTexts(): Promise<Texts | null> {
  try {
    const cache = await caches.open(cacheName)
    const [trust, rules] = await Promise.all([cache.match(paths.trust), cache.match(paths.rules)])
    const asOf = trust?.headers.get(heard)
    return trust && rules && asOf ? { trust: await trust.text(), rules: await rules.text(), asOf } : null
  } catch {
    return null
  }
}

/** Keeps the files for the time without a line. */
export async function keepTexts({ trust, rules, asOf }: Texts): Promise<void> {
  const cache = await caches.open(cacheName)
  const response = (text: string) => new Response(text, { headers: { [heard]: asOf } })
  await cache.put(paths.rules, response(rules))
  await cache.put(paths.trust, response(trust))
}
