import { benchCertificateBrowser } from './certificate-browser.ts'
import { benchCertificateHcert } from './certificate-hcert.ts'
import { benchCertificateMemory } from './certificate-memory.ts'
import { benchCertificateRules } from './certificate-rules.ts'
import { benchCertificateShc } from './certificate-shc.ts'
import { benchCertificateThreads } from './certificate-threads.ts'

/** All that is measured of the certificate library, one after the other on one core (two in the row of threads). */
export async function benchCertificate(): Promise<void> {
  await benchCertificateHcert()
  await benchCertificateShc()
  await benchCertificateThreads()
  await benchCertificateRules()
  await benchCertificateBrowser()
  await benchCertificateMemory()
}
