import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { type Report, read, type TrustList, verify } from '@consular/certificate'
import * as z from 'zod'
import { type CommandIo, instantOf } from './command-io.ts'
import { trustOf } from './load-trust.ts'
import { Unusable } from './misuse.ts'

const Line = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  at: z.string().optional(),
  trust: z.array(z.string()).optional(),
  keyBinding: z.object({ audience: z.string(), nonce: z.string() }).optional(),
})

/** What holds for lines that do not say otherwise. */
interface Defaults {
  readonly trust: TrustList
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Trust sets that were loaded, by their list; the oldest goes when there are many. */
class TrustSets {
  readonly #loaded = new Map<string, Promise<TrustList>>()
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async get(list: readonly string[]): Promise<TrustList> {
    const key = JSON.stringify(list)
    const known = this.#loaded.get(key)
    if (known) return await known
    const [oldest] = this.#loaded.keys()
    if (this.#loaded.size >= 64 && oldest !== undefined) this.#loaded.delete(oldest)
    const loading = trustOf(list, this.#folder)
    this.#loaded.set(key, loading)
    return await loading
  }
}

const error = (code: string, data: Record<string, string>): { error: unknown } => ({ error: { code, data } })

/** A line that cannot be understood is answered in its place, and the rest goes on. */
async function answerLine(line: string, defaults: Defaults, sets: TrustSets): Promise<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return error('request.invalid', { what: 'not JSON' })
  }
  const parsed = Line.safeParse(value)
  const named = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(value)
  const id = named.success ? { id: named.data.id } : {}
  if (!parsed.success) return { ...id, ...error('request.invalid', { where: placeOf(parsed.error) }) }
  const { text, at, trust: list, keyBinding } = parsed.data
  const now = at === undefined ? defaults.now : instantOf(at)
  if (now === null) return { ...id, ...error('request.invalid', { where: 'at' }) }
  try {
    const trust = list === undefined ? defaults.trust : await sets.get(list)
    return { ...id, ...short(await verify(read(text), trust, now, keyBinding ? { keyBinding } : {})) }
  } catch (cause) {
    if (!(cause instanceof Unusable)) throw cause
    return { ...id, ...error('trust.unusable', { what: cause.message }) }
  }
}

const placeOf = (fault: z.ZodError): string => fault.issues[0]?.path.join('.') ?? ''

/** Lines of a stream. Node's own reader also breaks them at U+2028, which JSON lets stand in a text. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of input.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  yield rest
}

/** The answer in the form of the batch. */
const short = ({ verdict, code, family, holder }: Report): Record<string, unknown> => ({
  verdict,
  code,
  family,
  ...(holder === null ? {} : { holder }),
})

/**
 * Verifies a file of lines `{"id","text","at"?,"trust"?,"keyBinding"?}` and writes `{"id","verdict","code","family","holder"?}` for each, in the same order.
 * `trust` names files relative to the file of the batch, or holds base64 of DER certificates. 0: all are valid; 1: not all.
 */
export async function verifyBatch(file: string, defaults: Defaults, io: CommandIo): Promise<number> {
  const sets = new TrustSets(file === '-' ? '.' : dirname(file))
  const input = file === '-' ? io.stdin : createReadStream(file)
  let good = true
  try {
    for await (const line of linesOf(input)) {
      if (line.trim() === '') continue
      const answer = await answerLine(line, defaults, sets)
      if (answer['verdict'] !== 'valid') good = false
      if (!io.stdout.write(`${JSON.stringify(answer)}\n`)) await once(io.stdout, 'drain')
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause
    throw new Unusable(`${file} cannot be read: ${cause.message}`, { cause })
  }
  return good ? 0 : 1
}
