import { readDivoc, verifyDivoc } from '../divoc/index.ts'
import { toBase64 } from '../encoding/base64.ts'
import { isArray, isObject, isString } from '../encoding/json.ts'
import { parseInstant } from '../encoding/time.ts'
import { conclude } from '../report.ts'
import { publicKeyFromJwk } from '../signature/jwk.ts'
import { noTrust, type TrustedIssuer, type TrustList } from '../trust/trust-list.ts'
import { type Corpus, Counter, type Files } from './corpus.ts'

interface Case {
  readonly id: string
  readonly format: string
  readonly text: string
  readonly at: string
  readonly trust: readonly string[]
  readonly expect: {
    readonly verdict: string
    readonly alsoAccept?: readonly string[]
    readonly holder?: { readonly [member: string]: string }
  }
}

/** The freshly signed DIVOC certificates: verdict, and the holder where one is expected. Texts of other formats must not be taken for this family. */
export const freshDivoc: Corpus = {
  name: 'fresh: DIVOC',
  run: async (files) => {
    const counter = new Counter('fresh: DIVOC')
    const lines = (await files.text('fresh/cases.jsonl')).split('\n').filter((line) => line !== '')
    const contexts = await contextsOf(files)
    for (const each of lines.map((line) => JSON.parse(line) as Case)) {
      const reading = readDivoc(each.text)
      if (each.format !== 'divoc') {
        counter.expect(each.id, 'no DIVOC', reading.family === null ? 'no DIVOC' : 'DIVOC')
        continue
      }
      const trust = { ...(await trustOf(files, each.trust)), contexts }
      const at = parseInstant(each.at) ?? Number.NaN
      const report = 'fault' in reading ? conclude(reading, { checks: [] }) : await verifyDivoc(reading, trust, at)
      const { verdict, alsoAccept = [], holder = {} } = each.expect
      const told = Object.entries(report.holder ?? {})
      const strange = Object.entries(holder).find(
        ([member, value]) => !told.some(([name, other]) => name === member && other === value),
      )
      counter.expect(each.id, [verdict, ...alsoAccept], strange ? `another ${strange[0]}` : report.verdict)
    }
    return counter.tally
  },
}

async function contextsOf(files: Files): Promise<TrustList['contexts']> {
  const index = JSON.parse(await files.text('fresh/trust/contexts/index.json')) as { readonly [url: string]: string }
  const contexts: { [url: string]: unknown } = {}
  for (const [url, file] of Object.entries(index))
    contexts[url] = JSON.parse(await files.text(`fresh/trust/contexts/${file}`))
  return contexts
}

async function trustOf(files: Files, paths: readonly string[]): Promise<TrustList> {
  const issuers: TrustedIssuer[] = []
  for (const path of paths) issuers.push(issuerOf(JSON.parse(await files.text(`fresh/${path}`))))
  return { ...noTrust, issuers }
}

/** An issuer by its DID document: only the keys that are an assertion method sign. */
function issuerOf(did: unknown): TrustedIssuer {
  const { id, verificationMethod, assertionMethod } = isObject(did) ? did : {}
  const methods = isArray(verificationMethod) ? verificationMethod.filter(isObject) : []
  const keys = methods.map(({ id: keyId, publicKeyJwk }) => ({
    keyId: String(keyId),
    key: toBase64(publicKeyFromJwk(publicKeyJwk).spki),
    signs: isArray(assertionMethod) && assertionMethod.includes(keyId),
    algorithm: null,
  }))
  return { id: isString(id) ? id : '', name: null, country: null, keys }
}
