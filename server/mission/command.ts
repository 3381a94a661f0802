import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type Directory, locate, positionOf } from '@consular/domain/mission'
import type { Refusal } from '@consular/domain/shared'
import * as z from 'zod'
import { isPack, loadPack } from './pack.ts'

interface Streams {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
}

const usage = `consular locate --lat NUMBER --lon NUMBER [--json] [--pack NAME]
consular locate --batch FILE [--pack NAME]     lines {"id","lat","lon"}; - reads standard input
`

const options = {
  lat: { type: 'string' },
  lon: { type: 'string' },
  batch: { type: 'string' },
  json: { type: 'boolean', default: false },
  pack: { type: 'string', default: 'cn' },
} as const

const parse = (args: string[]) => parseArgs({ args, options }).values

class Misuse extends Error {}

/** `consular locate`: the nearest and the competent mission of a position or of many. 0: answered; 1: the file cannot be read; 2: used wrongly. */
export async function locateCommand(args: string[], io: Streams): Promise<number> {
  try {
    const values = readArgs(args)
    const { directory } = await loadPack(values.pack)
    if (values.batch !== undefined) return await batch(directory, values.batch, io)
    return single(directory, values, io)
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    io.stderr.write(`${error.message}\n\n${usage}`)
    return 2
  }
}

/** `--lat -33.9` names a number, not another option. */
const joined = (args: string[]): string[] =>
  args.flatMap((arg, index) => {
    const before = args[index - 1]
    if ((before === '--lat' || before === '--lon') && arg.startsWith('-')) return []
    const after = args[index + 1]
    return (arg === '--lat' || arg === '--lon') && after?.startsWith('-') ? [`${arg}=${after}`] : [arg]
  })

function readArgs(args: string[]): ReturnType<typeof parse> {
  let values: ReturnType<typeof parse>
  try {
    values = parse(joined(args))
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error), { cause: error })
  }
  if (!isPack(values.pack)) throw new Misuse(`There is no pack "${values.pack}".`)
  const position = [values.lat, values.lon].filter((value) => value !== undefined).length
  if (values.batch !== undefined ? position > 0 : position < 2) throw new Misuse('Give --lat and --lon, or --batch.')
  return values
}

/** The answer in the form of the batch: distances in kilometres, rounded to ten metres. */
interface Answer {
  readonly nearest: { readonly mission: string; readonly km: number } | null
  readonly competent: string | null
  readonly candidates: readonly string[]
  readonly rule: string
}

function answer(directory: Directory, lat: number, lon: number): Answer | { readonly error: Refusal } {
  const position = positionOf(lat, lon)
  if (!position.ok) return { error: position.refusal }
  const { nearest, competent, candidates, rule } = locate(directory, position.value)
  return {
    nearest: nearest === null ? null : { mission: nearest.mission.id, km: round(nearest.km) },
    competent: competent?.mission.id ?? null,
    candidates: candidates.map(({ mission }) => mission.id),
    rule,
  }
}

const round = (km: number): number => Math.round(km * 100) / 100

function single(directory: Directory, values: ReturnType<typeof parse>, io: Streams): number {
  const [lat, lon] = [number(values.lat), number(values.lon)]
  const found = answer(directory, lat, lon)
  if ('error' in found) throw new Misuse('A latitude is a number from -90 to 90, a longitude one from -180 to 180.')
  io.stdout.write(values.json ? `${JSON.stringify(found)}\n` : plain(directory, found))
  return 0
}

const number = (text: string | undefined): number =>
  text === undefined || text.trim() === '' ? Number.NaN : Number(text)

function plain(directory: Directory, { nearest, competent, candidates, rule }: Answer): string {
  const named = (id: string): string => `${id}  ${directory.missions.get(id)?.name.en ?? ''}`
  return [
    `nearest    ${nearest === null ? 'none' : `${named(nearest.mission)}, ${nearest.km} km`}`,
    `competent  ${competent === null ? 'none named' : named(competent)}`,
    ...candidates.map((id) => `candidate  ${named(id)}`),
    `rule       ${rule}\n`,
  ].join('\n')
}

const Line = z.object({ id: z.union([z.string(), z.number()]).optional(), lat: z.number(), lon: z.number() })

async function batch(directory: Directory, file: string, io: Streams): Promise<number> {
  const input = file === '-' ? io.stdin : createReadStream(file)
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue
      if (!io.stdout.write(`${JSON.stringify(answerLine(directory, line))}\n`)) {
        await new Promise((drained) => io.stdout.once('drain', drained))
      }
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    io.stderr.write(`${file} cannot be read: ${error.message}\n`)
    return 1
  }
  return 0
}

/** A broken line is answered in its place with an error, and the rest goes on. */
function answerLine(directory: Directory, line: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { error: { code: 'request.invalid', data: { what: 'not JSON' } } }
  }
  const parsed = Line.safeParse(value)
  const given = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(value)
  const id = given.success ? { id: given.data.id } : {}
  if (parsed.success) return { ...id, ...answer(directory, parsed.data.lat, parsed.data.lon) }
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  return { ...id, error: { code: 'request.invalid', data: { where, what: 'not a number' } } }
}
