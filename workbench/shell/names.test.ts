import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { AccessPurpose, Role } from '@consular/domain/access'
import { Defects, fields, RefusalGrounds, Services, stateNames, Warning } from '@consular/domain/application'
import { formatter, languages } from '@consular/messages'
import { describe, expect, test } from 'vitest'
import { moveKeys } from '../file/actions.ts'
import { queueNames } from '../queue/names.ts'

const packs = new URL('../../pack/', import.meta.url)
const withRules = globSync('*/defects.json', { cwd: packs }).map((path) => dirname(path))
const read = (pack: string, file: string): unknown =>
  JSON.parse(readFileSync(new URL(`${pack}/${file}`, packs), 'utf8'))

const moves = Object.keys(moveKeys)
const ofTheDesk = [
  ...stateNames.map((state) => `state.${state}`),
  ...fields.map(({ id }) => `field.${id}`),
  ...Role.options.map((role) => `role.${role}`),
  ...AccessPurpose.options.map((purpose) => `purpose.${purpose}`),
  ...Warning.shape.kind.options.map((kind) => `warning.${kind}`),
  ...queueNames.flatMap((queue) => [`queue.${queue}`, `queue.${queue}.empty`]),
  ...moves.flatMap((move) => ['action', 'move', 'panel', 'done'].map((kind) => `${kind}.${move}`)),
  ...moves.flatMap((move) => [`panel.${move}.about`, `panel.${move}.send`, `help.file.${moveKeys[move as 'accept']}`]),
]

function ofPack(pack: string): string[] {
  const { grounds, appeal } = RefusalGrounds.parse(read(pack, 'refusal-grounds.json'))
  const { services } = Services.parse(read(pack, 'services.json'))
  return [
    appeal.route,
    ...Defects.parse(read(pack, 'defects.json')).defects.map(({ code }) => `defect.${code}`),
    ...grounds.map(({ code }) => `ground.${code}`),
    ...services.map(({ id }) => `service.${id}`),
    ...services.flatMap(({ pages }) => pages).map(({ id }) => `page.${id}`),
  ]
}

/** Keys without a sentence. A sentence that only lacks its values is there. */
function missing(keys: readonly string[], language: (typeof languages)[number]): string[] {
  const say = formatter(language, ['workbench', 'documents'])
  return keys.filter((key) => {
    try {
      return say(key) === ''
    } catch (error) {
      return String(error).includes('No sentence')
    }
  })
}

test('there are packs with rules', () => {
  expect(withRules).toContain('uto')
})

describe.each(languages)('in %s', (language) => {
  test('everything that the desk names by a code has a name', () => {
    expect(missing(ofTheDesk, language)).toEqual([])
  })

  test.each(withRules)('everything that the pack %s lets officers choose has a name', (pack) => {
    expect(missing(ofPack(pack), language)).toEqual([])
  })
})
