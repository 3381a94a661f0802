import { expect, test } from 'vitest'
import { Inputs } from './inputs.ts'
import { hasMaterial } from './material.ts'
import { areas } from './seed.ts'
import { makeSeeds } from './seeds.ts'
import { type Campaign, watch } from './watch.ts'

const patience = 120_000

if (!hasMaterial)
  process.stdout.write(
    'Fuzzed from issued samples alone, because the conformance material is not beside the repository.\n',
  )

test('changed certificates, trust material and rules make the library neither throw nor hang, swell, or believe', {
  timeout: patience,
}, async () => {
  const { inputs, faults, endings } = await watch({ seed: 1, areas, count: 20_000, withMaterial: hasMaterial })
  expect(faults).toEqual([])
  expect(inputs).toBe(20_000)
  const seen = new Set(Array.from(endings.keys(), (ending) => ending.split(' ').slice(0, 2).join(' ')))
  // Each layer was reached, down to those behind the signature.
  for (const area of ['hcert', 'shc', 'vds', 'divoc', 'sdjwt'])
    for (const verdict of ['valid', 'untrusted', 'forged', 'malformed', 'unrecognised'])
      expect(seen).toContain(`${area} ${verdict}`)
  for (const ending of [
    'hcert revoked',
    'sdjwt revoked',
    'trust accepted',
    'trust refused',
    'rules answered',
    'rules refused',
  ])
    expect(seen).toContain(ending)
})

const brokenWorker = new URL('./testing-worker.ts', import.meta.url)

/** The promises that a broken library breaks among some inputs. */
async function brokenBy(way: string, some: Partial<Campaign>): Promise<readonly string[]> {
  const worker = new URL(`?${way}`, brokenWorker)
  const all = { seed: 2, areas: ['text'], count: 250, withMaterial: false, worker, ...some } as const
  const { faults, inputs } = await watch(all)
  // What is found does not end the run.
  expect(inputs).toBe(all.count)
  return [...new Set(faults.map(({ promise }) => promise))].sort()
}

test('a library that breaks its promises is found out, by the input, and the run goes on', {
  timeout: patience,
}, async () => {
  expect(await brokenBy('lie', {})).toEqual([
    'a report is as its types say',
    'no input needs more than 64 MB',
    'nothing is thrown',
    'only what is signed is valid',
  ])
  // One of these is chosen, the 48th.
  const few = { from: 40, count: 10 }
  expect(await brokenBy('hang', { ...few, patience: 700 })).toEqual(['no input hangs'])
  // A heap that is almost full makes all so slow that it may count as hanging.
  const [promise, ...more] = await brokenBy('gorge', { ...few, heap: 150 })
  expect(['nothing ends the process', 'no input hangs']).toContain(promise)
  expect(more).toEqual([])
})

test('the same seed makes the same inputs, another seed others', async () => {
  const some = async (seed: number) => {
    const inputs = new Inputs(seed, areas, await makeSeeds(seed, false))
    const made = await Promise.all(Array.from({ length: 300 }, (_, index) => inputs.at(index * 7919)))
    return made.map(({ area, input }) =>
      [area, input.kind === 'text' ? input.text : 'bytes' in input ? String(input.bytes) : JSON.stringify(input)].join(
        ' ',
      ),
    )
  }
  const [first, second, third] = [await some(5), await some(5), await some(6)]
  expect(second).toEqual(first)
  expect(third).not.toEqual(first)
  expect(new Set(first).size).toBeGreaterThan(280)
})
