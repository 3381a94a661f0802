import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { material } from '../../../certificate/conformance/testing-material.ts'
import { canonise } from '../../../certificate/linked-data/canonise.ts'
import { contextsFor } from './contexts.ts'
import { ensureDemonstrationKeys } from './demonstration.ts'
import { publishedOf } from './published-now.ts'
import { newService } from './testing-keys.ts'

const folder = join(material, 'trust/contexts')
const there = existsSync(folder)
if (!there)
  process.stdout.write('Not run, because the material is not beside the repository: conformance/trust/contexts\n')

const readJson = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const service = await newService({ certificatePassphrase: 'a passphrase of the tests' })
beforeAll(() => ensureDemonstrationKeys(service, () => undefined))

describe.runIf(there)('the contexts by which we sign lists', () => {
  test('give every statement of our list and of its proof the meaning that the published ones give it', async () => {
    const names: { [url: string]: string } = readJson('index.json')
    const published = Object.fromEntries(Object.entries(names).map(([url, name]) => [url, readJson(name)]))
    const files = [...(await publishedOf(service)).entries()]
    const [, file] = files.find(([path]) => path.endsWith('did.json')) ?? []
    const { proof, ...list } = JSON.parse(new TextDecoder().decode(file?.bytes))
    for (const part of [list, { '@context': list['@context'], ...proof }]) {
      const ours = await canonise(part, contextsFor('https://health.example'))
      expect(ours).toEqual(await canonise(part, published))
      expect(JSON.stringify(ours).length).toBeGreaterThan(500)
    }
  })
})
