import type { AnswerOf, BodyOf, verifyCertificates } from '@consular/api'
import { type AnyCertificate, type Reading, read, verify } from '@consular/certificate'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import { askRules } from './acceptance.ts'
import { instantOf } from './command-io.ts'
import { type BorderMaterial, currentMaterial } from './publish-trust.ts'

type Asked = BodyOf<typeof verifyCertificates>
type Answered = AnswerOf<typeof verifyCertificates>
type Verdict = Answered['verdicts'][number]

interface Occasion {
  readonly country: string | undefined
  readonly now: number
}

/** What the country answers; only a valid certificate is asked about, for the rules say nothing of a signature. */
function acceptanceOf(
  reading: Reading<AnyCertificate>,
  { country, now }: Occasion,
  { border, trusted }: { readonly border: BorderMaterial; readonly trusted: string | null },
): Verdict['acceptance'] {
  if (country === undefined || 'fault' in reading) return null
  const { answer, code, rules } = askRules(reading, border.book, { country, now, trusted })
  const named = (result: 'failed' | 'open') =>
    rules.filter((rule) => rule.result === result).map(({ identifier }) => identifier)
  return { answer, code, notMet: named('failed'), open: named('open') }
}

async function verdictOf(text: string, occasion: Occasion, border: BorderMaterial): Promise<Verdict> {
  const reading = read(text)
  const { verdict, code, family, trustedCountry } = await verify(reading, border.trust, occasion.now)
  const acceptance = verdict === 'valid' ? acceptanceOf(reading, occasion, { border, trusted: trustedCountry }) : null
  return { verdict, code, family, trustedCountry, acceptance }
}

/**
 * Verdicts about the texts of a caller, in their order. It has no database at hand and writes nothing down: what was asked is gone when the answer is. The answer
 * repeats no word of a certificate, so that a copy of it says nothing of anyone.
 */
export async function verifyForCaller(context: Context, asked: Asked): Promise<Result<Answered>> {
  const at = asked.at === undefined ? context.now().epochMilliseconds : instantOf(asked.at)
  if (at === null) return refuse('request.invalid', { where: 'body.at', what: 'invalid' })
  const occasion = { country: asked.country, now: at }
  const material = await currentMaterial(context)
  const verdicts: Verdict[] = []
  for (const text of asked.certificates) verdicts.push(await verdictOf(text, occasion, material))
  return ok({ at: Temporal.Instant.fromEpochMilliseconds(at).toString(), verdicts })
}
