import { readFileSync } from 'node:fs'
import { AssistanceLaw, AssistanceTypes, type DetentionRule, DetentionRules } from '@consular/domain/assistance'
import type { Context } from '../context.ts'
import { packPath } from '../mission/index.ts'

/** The kinds of cases, the ministry's own law of them, and its bilateral rules of detention. */
export interface AssistanceRules {
  readonly types: AssistanceTypes['types']
  readonly law: AssistanceLaw
  readonly detention: readonly DetentionRule[]
}

const loaded = new Map<string, AssistanceRules>()

/** The rules of assistance of the pack. Files that do not fit their schema throw: they are part of the installation. */
export function assistanceRules({ pack }: Pick<Context, 'pack'>): AssistanceRules {
  const known = loaded.get(pack.name)
  if (known) return known
  const read = (folder: string, file: string): unknown => JSON.parse(readFileSync(packPath(folder, file), 'utf8'))
  const rules = {
    types: AssistanceTypes.parse(read('world', 'assistance-types.json')).types,
    law: AssistanceLaw.parse(read(pack.name, 'assistance-law.json')),
    detention: DetentionRules.parse(read(pack.name, 'detention-rules.json')).rules,
  }
  loaded.set(pack.name, rules)
  return rules
}
