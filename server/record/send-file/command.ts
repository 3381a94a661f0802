import { appendFile, readFile } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import type { LineAnswer } from '@consular/api'
import { chooseLanguage, formatter, isLanguage, knowsSentence, type Language } from '@consular/messages'
import { type Delivery, deliver, NotDelivered } from './deliver.ts'
import { type Parcel, parcelOf } from './parts.ts'
import { readLines, UnreadableFile } from './read-lines.ts'
import { signerFrom } from './signing-key.ts'

const usage = `consular records send FILE --url ADDRESS --api-key-file FILE --signing-key FILE [--answers FILE] [--json] [--language TAG]

  FILE            lines of CSV (docs/sources.md) or of JSON, UTF-8
  --url           where the service is, such as https://consular.example
  --api-key-file  the API key that the mission handed out
  --signing-key   the private key whose public part the mission registered: PKCS#8 PEM or JWK, P-256 or Ed25519
  --answers       where the answers go, with the codes for claiming, which are told once; without it FILE.answers.jsonl
  --json          each answer as a line of JSON on standard output, too
  Exit status: 0 every line is there, 1 some were refused or not delivered, 2 not understood. Run it again after a cut: it goes on where it stopped.
`

const options = {
  url: { type: 'string' },
  'api-key-file': { type: 'string' },
  'signing-key': { type: 'string' },
  answers: { type: 'string' },
  json: { type: 'boolean', default: false },
  language: { type: 'string' },
} as const

/** What the command is run in: the process itself, or a test. */
export interface RecordsIo {
  readonly stdout: Writable
  readonly stderr: Writable
  readonly env: { readonly [name: string]: string | undefined }
  readonly fetch: Delivery['fetch']
  readonly wait: Delivery['wait']
}

class Misuse extends Error {}

interface Wanted {
  readonly file: string
  readonly url: string
  readonly apiKeyFile: string
  readonly signingKey: string
  readonly answers: string
  readonly json: boolean
  readonly language: Language
}

/** Runs `consular records`: sends a file of lines to a service, for laboratories and clinics. Answers the exit status. */
export async function recordsCommand(args: readonly string[], io: RecordsIo): Promise<number> {
  let language: Language = 'en'
  try {
    const wanted = wantedOf(args, io)
    language = wanted.language
    return await send(wanted, io)
  } catch (error) {
    if (error instanceof NotDelivered) {
      io.stderr.write(
        `${sentenceFor(language, error.code === 'session.needed' ? 'records.key-unknown' : error.code)}\n`,
      )
      return 1
    }
    if (!(error instanceof Misuse) && !(error instanceof UnreadableFile)) throw error
    io.stderr.write(error instanceof Misuse ? `${error.message}\n\n${usage}` : `${error.message}\n`)
    return 2
  }
}

function wantedOf(args: readonly string[], io: RecordsIo): Wanted {
  const [verb, ...rest] = args
  if (verb !== 'send') throw new Misuse('Say what to do: send.')
  const { values, positionals } = parsed(rest)
  const [file, ...more] = positionals
  const { url, 'api-key-file': apiKeyFile, 'signing-key': signingKey } = values
  if (file === undefined || more.length > 0) throw new Misuse('Give one file.')
  if (!url || !apiKeyFile || !signingKey) throw new Misuse('--url, --api-key-file and --signing-key are needed.')
  return {
    file,
    url: originOf(url),
    apiKeyFile,
    signingKey,
    answers: values.answers ?? `${file}.answers.jsonl`,
    json: values.json,
    language: languageFor(values.language, io.env),
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

/** Health data travel encrypted, but for the machine itself. */
function originOf(url: string): string {
  const address = URL.parse(url)
  const local = address !== null && ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname)
  if (address?.protocol === 'https:' || (address?.protocol === 'http:' && local)) return address.origin
  throw new Misuse('--url is an address that begins with https://.')
}

function languageFor(asked: string | undefined, env: RecordsIo['env']): Language {
  if (asked !== undefined && !isLanguage(asked)) throw new Misuse('--language is zh-Hans or en.')
  return asked !== undefined && isLanguage(asked)
    ? asked
    : chooseLanguage(`${(env['LANG'] ?? 'en').split('.')[0]?.replace('_', '-')}, en;q=0.5`)
}

async function textOf(path: string, option: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    throw new Misuse(`${option}: ${path} cannot be read.`, { cause: error })
  }
}

async function send(wanted: Wanted, io: RecordsIo): Promise<number> {
  const apiKey = await textOf(wanted.apiKeyFile, '--api-key-file')
  const signer = await signerFrom(await textOf(wanted.signingKey, '--signing-key'))
  if (!signer) throw new Misuse('--signing-key: is no private key of P-256 or Ed25519 (PKCS#8 PEM or JWK).')
  const { thumbprint, sign } = signer
  const bytes = await readFile(wanted.file).catch((error: unknown) => {
    throw new Misuse(`${wanted.file} cannot be read.`, { cause: error })
  })
  const parcel = parcelOf(readLines(bytes), thumbprint)
  const say = formatter(wanted.language, 'health')
  const writing: Promise<void>[] = []
  const view = await deliver(parcel, {
    url: wanted.url,
    apiKey,
    sign,
    wait: io.wait,
    fetch: io.fetch,
    took: (part, answers, { sent, lines }) => {
      const text = answers.map((answer) => answerText(part.at[answer.line - 1] ?? 0, answer)).join('')
      // Only who handed the file in should read the codes.
      writing.push(appendFile(wanted.answers, text, { mode: 0o600 }))
      if (wanted.json) io.stdout.write(text)
      io.stderr.write(`${say('records.progress', { sent, lines })}\n`)
    },
  })
  await Promise.all(writing)
  for (const each of view.refusals) io.stderr.write(refusalText(parcel, each, wanted.language))
  const { accepted, repeated, refused } = view
  io.stderr.write(
    `${say('records.done', { accepted, repeated, refused })}\n${say('records.answers', { file: wanted.answers })}\n`,
  )
  return refused === 0 ? 0 : 1
}

/** An answer as it is kept, by its line in the file. */
const answerText = (at: number, answer: LineAnswer): string => `${JSON.stringify({ ...answer, line: at })}\n`

interface Refused {
  readonly part: number
  readonly line: number
  readonly id: string | null
  readonly code: string
  readonly where: string | null
}

function refusalText({ parts }: Parcel, { part, line, code, where }: Refused, language: Language): string {
  const at = parts[part - 1]?.at[line - 1] ?? 0
  const place = where ? ` (${where})` : ''
  return `${formatter(language, 'health')('records.refused', { line: at, reason: sentenceFor(language, code) })}${place}\n`
}

/** The sentence of a code, in whichever section it stands; a code without one speaks for itself. */
function sentenceFor(language: Language, code: string): string {
  const section = ['health', 'refusals', 'common'].find((name) => knowsSentence(language, name, code))
  return section === undefined
    ? code
    : formatter(language, section)(code, { minutes: 0, lines: 0, most: 0, cause: 'other' })
}
