import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { rules } from './rules.ts'
import { itAgrees, materialFolder, nodeFiles } from './testing.ts'

itAgrees(rules, 'rules')

const json = async (path: string): Promise<unknown> => JSON.parse(await nodeFiles.text(`rules/${path}`))

it.runIf(materialFolder('rules') !== null)('every rule is valid under the schema of the gateway', async () => {
  // `format` is annotation only; the patterns beside it say the same.
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const isRule = ajv.compile((await json('validation-rule.schema.json')) as object)
  const rows = (await json('index.json')) as readonly { readonly folder: string }[]
  const wrong: string[] = []
  for (const { folder } of rows) {
    if (!isRule(await json(`${folder}/rule.json`))) wrong.push(`${folder}: ${ajv.errorsText(isRule.errors)}`)
  }
  expect(wrong).toEqual([])
  expect(rows).toHaveLength(57)
})
