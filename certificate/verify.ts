import type { Reading } from './certificate.ts'
import { verifyHcert } from './hcert/index.ts'
import type { AnyCertificate } from './read.ts'
import { conclude, type Report } from './report.ts'
import { type SdJwtOptions, verifySdJwt } from './sdjwt/index.ts'
import { verifyShc } from './shc/index.ts'
import type { TrustList } from './trust/trust-list.ts'
import { verifyVds } from './vds/index.ts'

/**
 * Verifies what `read` answered against a trust list, at an instant (milliseconds since 1970). The report has the verdict, every check with its code, and what
 * the certificate says; a text that could not be read gets its report too. `options.keyBinding` is for SD-JWT VC alone. Never throws for any input; no network,
 * no clock. The verifier of DIVOC, which needs JSON-LD, is loaded at the first certificate of that family.
 */
export async function verify(
  reading: Reading<AnyCertificate>,
  trust: TrustList,
  now: number,
  options: SdJwtOptions = {},
): Promise<Report> {
  if ('fault' in reading) return conclude(reading, { checks: [] })
  switch (reading.family) {
    case 'shc':
      return await verifyShc(reading, trust, now)
    case 'vds-nc':
      return await verifyVds(reading, trust, now)
    case 'divoc': {
      const { verifyDivoc } = await import('./divoc/verify.ts')
      return await verifyDivoc(reading, trust, now)
    }
    case 'sd-jwt-vc':
      return await verifySdJwt(reading, trust, now, options)
    default:
      return await verifyHcert(reading, trust, now)
  }
}
