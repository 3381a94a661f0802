import { readFile } from 'node:fs/promises'
import {
  type DefectRule,
  Defects,
  type RefusalGround,
  RefusalGrounds,
  type Service,
  Services,
} from '@consular/domain/application'

/** A ministry's rules for applications, from its pack: services with their forms and days, catalogue of defects, closed list of refusal grounds. */
export interface ApplicationRules {
  readonly services: Services
  readonly defects: readonly DefectRule[]
  readonly grounds: readonly RefusalGround[]
  /** The message key of the appeal route. */
  readonly appealRoute: string
}

/** Reads and parses the rules of a pack; a file that does not fit its schema stops the start. */
export async function loadApplicationRules(pack: string): Promise<ApplicationRules> {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(new URL(`../../pack/${pack}/${file}`, import.meta.url), 'utf8'))
  const refusals = RefusalGrounds.parse(await read('refusal-grounds.json'))
  return {
    services: Services.parse(await read('services.json')),
    defects: Defects.parse(await read('defects.json')).defects,
    grounds: refusals.grounds,
    appealRoute: refusals.appeal.route,
  }
}

/** A service of the pack by its id. A stored application names one that is there: anything else is a bug. */
export function serviceOf(rules: ApplicationRules, id: string): Service {
  const service = rules.services.services.find((each) => each.id === id)
  if (!service) throw new Error(`the pack has no service ${id}`)
  return service
}
