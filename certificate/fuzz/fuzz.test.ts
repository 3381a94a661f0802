import { expect, test } from 'vitest'
import { Inputs } from './inputs.ts'
import { hasMaterial } from './material.ts'
import { areas } from './seed.ts'
import { makeSeeds } from './seeds.ts'
import { type Summary, watch } from './watch.ts'

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

const tryBroken = (way: string, count: number): Promise<Summary> =>
  watch({
    seed: 2,
    areas: ['text'],
    count,
    withMaterial: false,
    worker: new URL(`?${way}`, brokenWorker),
    ...(way === 'hang' ? { patience: 700 } : {}),
    ...(way === 'gorge' ? { heap: 150 } : {}),
  })

test('a library that breaks a promise is found out, by the input, and the run goes on', {
  timeout: patience,
}, async () => {
  const found = async (way: string, count: number) => {
    const { faults, inputs } = await tryBroken(way, count)
    return { promises: [...new Set(faults.map(({ promise }) => promise))], goesOn: inputs > 0 }
  }
  expect(await found('throw', 60)).toEqual({ promises: ['nothing is thrown'], goesOn: true })
  expect(await found('eat', 60)).toEqual({ promises: ['no input needs more than 64 MB'], goesOn: true })
  expect(await found('believe', 1000)).toEqual({ promises: ['only what is signed is valid'], goesOn: true })
  expect(await found('mumble', 20)).toEqual({ promises: ['a report is as its types say'], goesOn: true })
  expect(await found('hang', 60)).toEqual({ promises: ['no input hangs'], goesOn: true })
  // A heap that is almost full makes all so slow that it may count as hanging.
  const gorged = await found('gorge', 60)
  expect(gorged.promises.every((each) => each === 'nothing ends the process' || each === 'no input hangs')).toBe(true)
  expect(gorged.promises.length).toBe(1)
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
