import type { Entry } from '../certificate.ts'
import { toBase64url } from '../encoding/base64.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { guard } from '../fault.ts'
import type { HealthRecord, IssueTerms, Outcome, Signer } from '../record.ts'
import { fits } from '../signature/key.ts'
import { parseX509, type X509 } from '../signature/x509.ts'
import { canonicalize } from './canonical-json.ts'
import { threeLetters } from './country.ts'
import type { SealKind } from './message.ts'
import { mayUse } from './verify.ts'
import { ok, refuse, writeMessage } from './write-message.ts'

/**
 * Issues a VDS-NC (ICAO Technical Report 1.1): proof of vaccination for one or more doses, or proof of testing for one test; the text is JSON, its `data` in
 * canonical form. `signer.certificate` (DER) is embedded and must be meant for such seals; `signer.issuer` is the state's code of three letters, else that of
 * `signer.country` is taken. Refusals: `signer.certificate`, `signer.algorithm`, `signer.usage`, `signer.period`, `signer.issuer`, `record.no-entries`,
 * `record.kind`, `record.mixed`, `record.one-entry`, and those of `writeMessage`.
 */
export async function issueVds(record: HealthRecord, signer: Signer, terms: IssueTerms): Promise<Outcome<string>> {
  const kind = kindOf(record.entries)
  if (!kind.ok) return kind
  const issuer = threeLetters(signer.issuer) ?? threeLetters(signer.country)
  if (issuer === null) return refuse('signer.issuer', { issuer: signer.issuer })
  const certificate = checkSigner(signer, kind.value, terms)
  if (!certificate.ok) return certificate
  const message = await writeMessage(record, kind.value, terms)
  if (!message.ok) return message
  const data = canonicalize({ hdr: { t: kind.value, v: 1, is: issuer }, msg: message.value })
  const zone = canonicalize({
    alg: signer.algorithm,
    cer: toBase64url(certificate.value.der),
    sigvl: toBase64url(await signer.sign(toUtf8(data))),
  })
  return ok(`{"data":${data},"sig":${zone}}`)
}

/** A seal holds doses, or one test. */
function kindOf(entries: readonly Entry[]): Outcome<SealKind> {
  if (entries.length === 0) return refuse('record.no-entries')
  const stranger = entries.find(({ kind }) => kind !== 'vaccination' && kind !== 'test')
  if (stranger) return refuse('record.kind', { kind: stranger.kind })
  const tests = entries.filter(({ kind }) => kind === 'test').length
  if (tests === 0) return ok('icao.vacc')
  if (tests < entries.length) return refuse('record.mixed')
  return tests === 1 ? ok('icao.test') : refuse('record.one-entry')
}

/** The certificate, if seals that it signs now will be believed. */
function checkSigner({ certificate, algorithm }: Signer, kind: SealKind, { issuedAt }: IssueTerms): Outcome<X509> {
  if (!certificate) return refuse('signer.certificate')
  const read = guard(() => parseX509(certificate))
  if ('fault' in read) return refuse('signer.certificate', { code: read.fault.code })
  if (!/^ES(?:256|384|512)$/.test(algorithm) || !fits(read.key, algorithm))
    return refuse('signer.algorithm', { algorithm })
  if (!mayUse(read, kind)) return refuse('signer.usage', { kind })
  return issuedAt < read.from || issuedAt > read.until ? refuse('signer.period') : ok(read)
}
