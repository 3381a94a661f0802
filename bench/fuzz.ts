import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Checker } from '../certificate/fuzz/check.ts'
import { Inputs } from '../certificate/fuzz/inputs.ts'
import { hasMaterial } from '../certificate/fuzz/material.ts'
import { type Area, areas, type Input } from '../certificate/fuzz/seed.ts'
import { makeSeeds } from '../certificate/fuzz/seeds.ts'
import { type Summary, watch } from '../certificate/fuzz/watch.ts'
import type { Fault } from '../certificate/fuzz/work.ts'

/**
 * `npm run fuzz -- [COUNT] [--seed N] [--family F] [--only INDEX]`: changed certificates, trust material and rules against the certificate library. The seed
 * repeats a run; `--only` runs one of its inputs alone, in this thread. What breaks a promise is printed and written to a file.
 */
const usage = `npm run fuzz -- [COUNT] [--seed N] [--family F] [--only INDEX], where F is one of ${areas.join(', ')}\n`

const print = (line: string): void => void process.stdout.write(`${line}\n`)

interface Wish {
  readonly count: number
  readonly seed: number
  readonly areas: readonly Area[]
  readonly only: number | null
}

function readWish(args: readonly string[]): Wish | null {
  const options = { seed: { type: 'string' }, family: { type: 'string' }, only: { type: 'string' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const numbers = [positionals[0] ?? '100000', values.seed ?? '1', values.only ?? '0'].map((text) =>
      Number(text.replaceAll('_', '')),
    )
    const [count = 0, seed = 0, only = 0] = numbers
    const wanted = areas.filter((area) => values.family === undefined || area === values.family)
    const isWhole = numbers.every((number) => Number.isSafeInteger(number) && number >= 0 && number < 2 ** 31)
    if (!isWhole || wanted.length === 0 || positionals.length > 1) return null
    return { count, seed, areas: wanted, only: values.only === undefined ? null : only }
  } catch {
    return null
  }
}

/** An input as JSON: bytes as base64. */
const written = (input: Input): object => {
  if (input.kind === 'text') return { text: input.text, now: input.seed.now, of: input.seed.text }
  return input.kind === 'rules' ? input : { name: input.file.name, bytes: Buffer.from(input.bytes).toString('base64') }
}

/** One of each kind of fault is enough to begin with. */
const mostWritten = 5

async function writeFaults({ seed, areas: wanted }: Wish, faults: readonly Fault[]): Promise<void> {
  const inputs = new Inputs(seed, wanted, await makeSeeds(seed))
  const folder = mkdtempSync(join(tmpdir(), 'consular-fuzz-'))
  const seen = new Map<string, number>()
  for (const fault of faults) {
    const { index, promise, detail } = fault
    const kind = `${promise} ${detail.slice(0, 60)}`
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    if ((seen.get(kind) ?? 0) > mostWritten) continue
    const { area, input } = await inputs.at(index)
    const path = join(folder, `${seed}-${index}.json`)
    writeFileSync(path, JSON.stringify({ seed, ...fault, area, input: written(input) }, null, 1))
    print(`  broken: ${promise}: ${detail.slice(0, 400)}`)
    print(`          seed ${seed}, input ${index} (${area}), written to ${path}`)
  }
  for (const [kind, times] of seen) if (times > mostWritten) print(`  ${times} times: ${kind}`)
}

const columns = [
  'valid',
  'expired',
  'not-yet-valid',
  'revoked',
  'untrusted',
  'forged',
  'malformed',
  'unrecognised',
  'accepted',
  'answered',
  'refused',
  'broken',
] as const

function printTable({ endings }: Summary): void {
  const counts = new Map<string, number>()
  const codes = new Map<string, number>()
  for (const [ending, count] of endings) {
    const [area = '', answer = '', code = ''] = ending.split(' ')
    counts.set(`${area} ${answer}`, (counts.get(`${area} ${answer}`) ?? 0) + count)
    codes.set(code, (codes.get(code) ?? 0) + count)
  }
  print(`\n  ${'family'.padEnd(8)}${columns.map((column) => column.padStart(14)).join('')}`)
  for (const area of areas)
    print(
      `  ${area.padEnd(8)}${columns.map((column) => String(counts.get(`${area} ${column}`) ?? '').padStart(14)).join('')}`,
    )
  print(`\n  ${codes.size} codes`)
  const lines = [...codes].sort(([, a], [, b]) => b - a).map(([code, count]) => `${code} ${count}`.padEnd(38))
  for (let at = 0; at < lines.length; at += 4)
    print(
      `  ${lines
        .slice(at, at + 4)
        .join('')
        .trimEnd()}`,
    )
}

/** Runs one input here, and shows what comes of it. */
async function runOne({ seed, areas: wanted }: Wish, index: number): Promise<number> {
  const seeds = await makeSeeds(seed)
  const placed = await new Inputs(seed, wanted, seeds).at(index)
  print(JSON.stringify(written(placed.input)))
  const checker = new Checker()
  await checker.learn(seeds)
  const { answer, code } = await checker.check(placed)
  print(`${placed.area}: ${answer} ${code}`)
  return 0
}

async function run(wish: Wish): Promise<number> {
  const { count, seed, areas: wanted } = wish
  print(
    `${count} inputs of ${wanted.join(', ')}, seed ${seed}, ${hasMaterial ? 'with' : 'without'} the conformance material`,
  )
  const start = performance.now()
  const rate = (inputs: number): string => Math.round((inputs / (performance.now() - start)) * 1000).toString()
  let told = start
  const hear = ({ inputs, faults }: Summary): void => {
    if (performance.now() - told < 30_000) return
    told = performance.now()
    print(`  ${inputs} inputs, ${rate(inputs)} a second, ${faults.length} broken promises`)
  }
  const summary = await watch({ seed, areas: wanted, count, withMaterial: hasMaterial, hear })
  const { inputs, faults, slowest, largest } = summary
  const perSecond = rate(inputs)
  printTable(summary)
  print(`\n  ${inputs} inputs in ${Math.round((performance.now() - start) / 1000)} s, ${perSecond} a second`)
  print(
    `  slowest input: ${slowest.milliseconds.toFixed(1)} ms (${slowest.index}); most memory: ${(largest.bytes / 1_048_576).toFixed(1)} MB (${largest.index}); process at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  )
  if (faults.length > 0) await writeFaults(wish, faults)
  const isWhole = inputs >= count
  if (faults.length === 0 && isWhole)
    print(
      `Of ${inputs} changed inputs none made the library throw, hang, need more than 64 MB, answer beside its verdicts, or take for signed what was not signed.`,
    )
  else
    print(`${faults.length} of ${count} inputs broke a promise${isWhole ? '' : `; ${inputs} were run to their end`}.`)
  return faults.length === 0 && isWhole ? 0 : 1
}

const wish = readWish(process.argv.slice(2))
if (wish) process.exitCode = wish.only === null ? await run(wish) : await runOne(wish, wish.only)
else {
  process.stderr.write(usage)
  process.exitCode = 2
}
