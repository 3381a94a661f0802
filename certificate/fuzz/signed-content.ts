import type { Unreadable } from '../certificate.ts'
import { isArray, isObject } from '../encoding/json.ts'
import { guard, Malformed } from '../fault.ts'
import { canonise } from '../linked-data/canonise.ts'
import { takeProof } from '../linked-data/proof.ts'
import type { AnyCertificate } from '../read.ts'
import type { Report } from '../report.ts'
import { toBeSigned } from '../signature/cose.ts'
import type { TrustList } from '../trust/trust-list.ts'
import { latin1 } from './seed.ts'

/** What the signatures of a certificate are over: one text for each. */
export async function signedContent(certificate: AnyCertificate, trust: TrustList): Promise<readonly string[]> {
  switch (certificate.family) {
    case 'shc':
      return certificate.sealed.map(({ signed }) => latin1(signed))
    case 'vds-nc':
    case 'sd-jwt-vc':
      return [latin1(certificate.sealed.signed)]
    case 'divoc':
      return [await canonicalForm(certificate.sealed.credential, trust)]
    default:
      return [latin1(toBeSigned(certificate.sealed.message))]
  }
}

async function canonicalForm(credential: Parameters<typeof takeProof>[0], trust: TrustList): Promise<string> {
  const proven = guard(() => takeProof(credential))
  if ('fault' in proven) return ''
  try {
    return (await canonise(proven.document, trust.contexts)).quads
  } catch (error) {
    if (error instanceof Malformed) return ''
    throw error
  }
}

/** Is all of one value in the other, members and items in their order? What a holder did not disclose is missing. */
export function isPartOf(part: unknown, whole: unknown): boolean {
  if (isArray(part)) {
    if (!isArray(whole)) return false
    let at = 0
    return part.every((item) => {
      while (at < whole.length && !isPartOf(item, whole[at])) at++
      return at++ < whole.length
    })
  }
  if (!isObject(part)) return Object.is(part, whole)
  return (
    isObject(whole) &&
    Object.keys(part).every((name) => Object.hasOwn(whole, name) && isPartOf(part[name], whole[name]))
  )
}

type Told = Pick<Report, 'holder' | 'entries' | 'validity'>

/** What a report tells. The period of a seal is that of its signer's certificate, which is not signed along. */
const toldBy = ({ holder, entries, validity, family }: Report): Told => ({
  holder,
  entries,
  validity: family === 'vds-nc' ? null : validity,
})

/** Members that are missing or null tell nothing. */
const saysNoMore = (part: object | null, whole: object | null): boolean =>
  isPartOf(JSON.parse(JSON.stringify(part, (_, value: unknown) => value ?? undefined) ?? '{}'), whole ?? {})

/** To linked data entries have no order, and a list of one is the same as its one item: then less may be read, never more. */
const isLinkedPart = (part: Told, whole: Told): boolean =>
  saysNoMore(part.holder, whole.holder) &&
  saysNoMore(part.validity, whole.validity) &&
  part.validity?.until === whole.validity?.until &&
  part.entries.length <= whole.entries.length &&
  part.entries.every((entry) => whole.entries.some((each) => saysNoMore(entry, each)))

interface Known {
  /** What is told of it, by the samples that have it. */
  readonly told: Told[]
  readonly payloads: unknown[]
}

/** What was signed in the samples, and what they tell. Nothing else may ever be taken for signed. */
export class SignedContents {
  readonly #known = new Map<string, Known>()

  async add(reading: AnyCertificate | Unreadable, report: Report, trust: TrustList): Promise<void> {
    if ('fault' in reading) return
    for (const content of await signedContent(reading, trust)) {
      const known = this.#known.get(content) ?? { told: [], payloads: [] }
      this.#known.set(content, known)
      known.told.push(toldBy(report))
      known.payloads.push(reading.payload)
    }
  }

  /** What is wrong with taking this certificate for signed, or null. `fresh` was signed by the run itself for this one. */
  async faultOf(
    certificate: AnyCertificate,
    report: Report,
    { trust, fresh }: { readonly trust: TrustList; readonly fresh: string | undefined },
  ): Promise<string | null> {
    const contents = await signedContent(certificate, trust)
    const others = contents.filter((content) => content !== fresh)
    if (others.length === 0) return null
    const known = others.flatMap((content) => this.#known.get(content) ?? [])
    if (known.length < others.length) return 'taken for signed, and no sample has this content'
    const [only] = known
    if (!only || contents.length > 1) return null
    if (certificate.family === 'sd-jwt-vc')
      return only.payloads.some((payload) => isPartOf(certificate.payload, payload))
        ? null
        : 'tells what was not signed'
    // Where two members have one meaning the report warns that it cannot tell them apart.
    if (report.warnings.some((warning) => warning.code === 'divoc.interchangeable')) return null
    const told = toldBy(report)
    const isKnown =
      certificate.family === 'divoc'
        ? only.told.some((each) => isLinkedPart(told, each))
        : only.told.some((each) => JSON.stringify(each) === JSON.stringify(told))
    return isKnown ? null : `tells what was not signed: ${JSON.stringify(told)}`
  }
}
