import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Corpus, Files } from './corpus.ts'
import { material } from './testing-material.ts'

/** A folder of the conformance material; null, with a printed line, when it is not there. */
export function materialFolder(name: string): string | null {
  const folder = join(material, name)
  if (existsSync(folder)) return folder
  process.stdout.write(`Not run, because the material is not beside the repository: conformance/${name}\n`)
  return null
}

/** The conformance material as Node reads it. */
export const nodeFiles: Files = {
  text: (path) => readFile(join(material, path), 'utf8'),
  bytes: async (path) => new Uint8Array(await readFile(join(material, path))),
}

/** The test of a corpus in Node: prints its tally and expects that every case agrees. */
export function itAgrees(corpus: Corpus, folder: string): void {
  const there = materialFolder(folder) !== null
  it.runIf(there)(`agrees with every case of ${corpus.name}`, async () => {
    const { cases, agreed, excluded, disagreements } = await corpus.run(nodeFiles)
    process.stdout.write(`${corpus.name}: ${agreed} of ${cases} cases agree, ${excluded} excluded by the material\n`)
    expect(disagreements).toEqual([])
    expect(cases).toBeGreaterThan(0)
  })
}
