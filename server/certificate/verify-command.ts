import { parseArgs } from 'node:util'
import { type AnyCertificate, type Reading, type Report, read, type TrustList, verify } from '@consular/certificate'
import type { Acceptance } from '@consular/certificate/rules'
import { formatter, type Language, languages } from '@consular/messages'
import { askRules, loadRules, type RuleBook } from './acceptance.ts'
import { type CommandIo, instantOf, languageOf } from './command-io.ts'
import { loadTrust } from './load-trust.ts'
import { complaintOf, Misuse, misuseOf } from './misuse.ts'
import { plainAcceptance, plainReport } from './plain-report.ts'
import { readInput } from './read-input.ts'
import { verifyBatch } from './verify-batch.ts'

const usage = `consular verify TEXT|FILE|- [--trust PATH]... [--at INSTANT] [--rules CC --rules-from FOLDER] [--json]
consular verify --batch FILE|- [--trust PATH]... [--at INSTANT]

  TEXT       what a scanner delivers; FILE holds it, or is a picture (PNG, JPEG) or a PDF with pictures; - is standard input
  --trust    certificates (PEM, DER), did.json, JWKS, DGCG lists, CRLs, revocation and status lists, contexts: files or folders
  --anchor   what signs those lists: a DID document (GDHCN), a public key or upload certificates (DGCG); a list that fails is refused
  --at       an instant such as 2026-03-10T09:00:00Z; without it, now
  --rules    country of arrival (two letters): would its rules accept it? Rules and value sets are read from --rules-from
  --batch    lines {"id","text","at"?,"trust"?,"keyBinding"?}, one answer a line
  --language ${languages.join(' or ')}
  Exit status: 0 valid, 1 any other verdict, 2 not understood; what the rules answer stands in the output
`

const options = {
  trust: { type: 'string', multiple: true, default: [] as string[] },
  anchor: { type: 'string', multiple: true, default: [] as string[] },
  at: { type: 'string' },
  rules: { type: 'string' },
  'rules-from': { type: 'string', multiple: true, default: [] as string[] },
  batch: { type: 'string' },
  json: { type: 'boolean', default: false },
  language: { type: 'string' },
} as const

/** What was asked for. */
interface Wanted {
  readonly given: string | null
  readonly batch: string | null
  readonly trust: readonly string[]
  readonly anchors: readonly string[]
  readonly now: number
  readonly rules: { readonly country: string; readonly from: readonly string[] } | null
  readonly json: boolean
  readonly language: Language
}

function wantedOf(args: readonly string[], io: CommandIo): Wanted {
  const { values, positionals } = parse(args)
  const now = values.at === undefined ? io.now.epochMilliseconds : instantOf(values.at)
  if (now === null) throw new Misuse('--at is an instant such as 2026-03-10T09:00:00Z.')
  const [given, ...more] = positionals
  if (more.length > 0) throw new Misuse('Give one text or file; put a text with blanks in quotation marks.')
  if ((given === undefined) === (values.batch === undefined)) throw new Misuse('Give a text, a file or -, or --batch.')
  const { rules: country, 'rules-from': from } = values
  if ((country === undefined) !== (from.length === 0)) throw new Misuse('--rules and --rules-from belong together.')
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) throw new Misuse('--rules is a country of two capitals.')
  if (country !== undefined && values.batch !== undefined) throw new Misuse('--rules is not for a batch.')
  return {
    given: given ?? null,
    batch: values.batch ?? null,
    trust: values.trust,
    anchors: values.anchor,
    now,
    rules: country === undefined ? null : { country, from },
    json: values.json,
    language: languageOf(values.language, io.env),
  }
}

/** A text may begin with a hyphen no option has: what is not understood is said in one line. */
function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw misuseOf(error)
  }
}

/** Text of no code at all: a picture that holds none. */
const noCode: Reading<AnyCertificate> = {
  family: null,
  fault: { verdict: 'unrecognised', code: 'picture.no-code' },
}

/** A picture may show other codes beside certificates: those are left out, if there is a certificate. */
function readAll(texts: readonly string[]): readonly Reading<AnyCertificate>[] {
  const readings = texts.map(read)
  const certificates = readings.filter((each) => !('fault' in each) || each.fault.verdict !== 'unrecognised')
  if (certificates.length > 0) return certificates
  return [readings[0] ?? noCode]
}

interface Found {
  readonly report: Report
  readonly acceptance: Acceptance | null
}

async function answer(
  reading: Reading<AnyCertificate>,
  wanted: Wanted,
  at: { trust: TrustList; book: RuleBook | null },
) {
  const report = await verify(reading, at.trust, wanted.now)
  const country = wanted.rules?.country
  const acceptance =
    at.book && country && !('fault' in reading)
      ? askRules(reading, at.book, { country, now: wanted.now, trusted: report.trustedCountry })
      : null
  return { report, acceptance }
}

function written({ report, acceptance }: Found, { json, language }: Wanted): string {
  if (json) return `${JSON.stringify(acceptance ? { ...report, acceptance } : report)}\n`
  const lines = [...plainReport(report, language), ...(acceptance ? plainAcceptance(acceptance, language) : [])]
  return `${lines.join('\n')}\n`
}

/** What was given and does not count is said beside the answer. */
async function trustFrom({ trust: paths, anchors }: Wanted, io: CommandIo): Promise<TrustList> {
  const { trust, passedOver, refused } = await loadTrust(paths, anchors)
  const [first, ...more] = passedOver
  if (first !== undefined)
    io.stderr.write(`No trust material, passed over: ${first}${more.length > 0 ? ` and ${more.length} more` : ''}\n`)
  for (const { code, at } of refused) io.stderr.write(`Refused: ${at}: ${code}\n`)
  return trust
}

async function verifyOne(wanted: Wanted, given: string, io: CommandIo): Promise<number> {
  const trust = await trustFrom(wanted, io)
  const book = wanted.rules ? await loadRules(wanted.rules.from) : null
  const readings = readAll(await readInput(given, io.stdin))
  let good = true
  for (const reading of readings) {
    const found = await answer(reading, wanted, { trust, book })
    io.stdout.write(written(found, wanted))
    if (found.report.verdict !== 'valid') good = false
  }
  if (wanted.trust.length === 0 && !wanted.json)
    io.stderr.write(`${formatter(wanted.language, 'certificate')('no-trust')}\n`)
  return good ? 0 : 1
}

/** `consular verify`: one text, file or picture, or a batch. Answers the exit status: 0 valid, 1 any other verdict, 2 bad usage. */
export async function verifyCommand(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    const wanted = wantedOf(args, io)
    if (wanted.given !== null) return await verifyOne(wanted, wanted.given, io)
    const trust = await trustFrom(wanted, io)
    return await verifyBatch(wanted.batch as string, { trust, now: wanted.now }, io)
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    io.stderr.write(complaintOf(error, usage))
    return 2
  }
}
