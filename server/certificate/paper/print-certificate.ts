import type { IssuedFamily } from '@consular/api'
import { read, verify } from '@consular/certificate'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../../context.ts'
import { ownTrust } from '../keys/index.ts'
import { codeFor } from './code.ts'
import { factsOf } from './facts.ts'
import { drawSheet } from './sheet.ts'

type Printed = Result<Uint8Array<ArrayBuffer>, 'certificate.not-ours' | 'certificate.too-large-for-paper'>

/** What a kind with a large text is replaced by on paper: the one that holds the same in fewer characters. */
const instead: IssuedFamily = 'eu-dcc'

/** As many entries find room beside the code. */
const mostEntries = 6

/**
 * A certificate of ours on one A4 page. It is verified with what we publish and nothing else, so that nobody’s invention is printed under our name; what was revoked or has run out is not printed
 * either. A certificate whose holder chooses what is shown is of no use on paper: its proof is on the phone. Nothing of it is kept.
 */
export async function printCertificate(
  context: Context,
  { text, family }: { readonly text: string; readonly family: IssuedFamily },
): Promise<Printed> {
  const reading = read(text)
  if ('fault' in reading || reading.family !== family) return refuse('certificate.not-ours', { verdict: 'malformed' })
  const report = await verify(reading, await ownTrust(context), context.now().epochMilliseconds)
  if (report.verdict !== 'valid' && report.verdict !== 'not-yet-valid')
    return refuse('certificate.not-ours', { verdict: report.verdict })
  const code = family === 'sd-jwt-vc' || report.entries.length > mostEntries ? null : codeFor(text)
  if (code === null) return refuse('certificate.too-large-for-paper', { instead })
  return ok(await drawSheet(factsOf(report, family, context.origin), code))
}
