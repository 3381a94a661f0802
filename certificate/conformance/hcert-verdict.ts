import { readHcert, verifyHcert } from '../hcert/index.ts'
import { conclude, type Report } from '../report.ts'
import type { TrustList } from '../trust/trust-list.ts'

/** The report on a text that may be an HCERT. */
export async function reportOn(text: string, trust: TrustList, now: number): Promise<Report> {
  const reading = readHcert(text)
  return 'fault' in reading ? conclude(reading, { checks: [] }) : await verifyHcert(reading, trust, now)
}
