import type { Reading, Warning } from '../certificate.ts'
import { toBase64 } from '../encoding/base64.ts'
import { type Fault, guard, Malformed } from '../fault.ts'
import { parseSign1, toBeSigned } from '../signature/cose.ts'
import type { Usage } from '../trust/trust-list.ts'
import type { HcertCertificate, HcertFamily, HcertSealed, Statement } from './certificate.ts'
import { type Claims, earlierOf, laterOf, readClaims } from './claims.ts'
import { readDcc } from './dcc.ts'
import { readDdcc } from './ddcc.ts'
import { hcertText, openEnvelope } from './envelope.ts'
import { readIcvp } from './icvp.ts'
import { oddities } from './plausibility.ts'

const unrecognised = (code: string): { readonly family: null; readonly fault: Fault } => ({
  family: null,
  fault: { verdict: 'unrecognised', code },
})

/**
 * Reads an HCERT text (`HC1:`): EU DCC, WHO DDCC, ICVP. Nothing is verified. A health link (sub-key 5) is no certificate but the address of one, and is answered
 * as unrecognised with `hcert.health-link`, for following it needs the network.
 */
export function readHcert(text: string): Reading<HcertCertificate> {
  const given = hcertText(text)
  if (given === null) return unrecognised('text.unrecognised')
  let family: HcertFamily | null = null
  const reading = guard(() => {
    const opened = openEnvelope(given)
    const message = parseSign1(opened.message)
    const claims = readClaims(message.payload)
    if (claims.kind === 5) return unrecognised('hcert.health-link')
    family = familyOf(claims.kind)
    return certificateFrom({ message, signed: toBeSigned(message, undefined, opened.room) }, claims)
  })
  // A text that breaks before its document shows is of the family for which the envelope was made.
  return 'fault' in reading && !('family' in reading) ? { family: family ?? 'eu-dcc', fault: reading.fault } : reading
}

const familyOf = (kind: Claims['kind']): HcertFamily =>
  kind === -6 ? 'icvp' : kind === 3 || kind === 4 ? 'ddcc' : 'eu-dcc'

function statementFrom({ kind, content }: Claims): Statement {
  switch (kind) {
    case 1:
      return readDcc(content)
    case 3:
      return readDdcc(content, 'vaccination')
    case 4:
      return readDdcc(content, 'test')
    case -6:
      return readIcvp(content)
    default:
      throw new Malformed('hcert.missing', kind)
  }
}

function certificateFrom(signature: Pick<HcertSealed, 'message' | 'signed'>, claims: Claims): HcertCertificate {
  const { message, signed } = signature
  const statement = statementFrom(claims)
  const { entry, holder } = statement
  const country = claims.issuer ?? statement.issuer.country
  const validity = {
    from: laterOf(claims.validity.from, statement.validity.from),
    until: earlierOf(claims.validity.until, statement.validity.until),
  }
  return {
    family: statement.family,
    holder,
    entries: [entry],
    issuer: { country, id: statement.issuer.id, keyId: message.keyId && toBase64(message.keyId) },
    validity,
    warnings: joined([
      message.algorithm === null ? [{ code: 'cose.no-algorithm' }] : noWarnings,
      claims.warnings,
      statement.warnings,
      oddities(holder, validity.from),
    ]),
    payload: statement.payload,
    sealed: { message, signed, usage: entry.kind satisfies Usage, id: statement.id, country },
  }
}

const noWarnings: readonly Warning[] = []

/** Most certificates have no warning at all. */
function joined(lists: readonly (readonly Warning[])[]): readonly Warning[] {
  const filled = lists.filter((list) => list.length > 0)
  return filled.length === 0 ? noWarnings : filled.flat()
}
