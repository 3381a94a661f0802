import type { Role } from '@consular/domain/access'
import type { Context } from '../context.ts'
import { isPosted, ministry } from './mission-name.ts'

/** An example officer: no person, and only in a demonstration. */
export interface ExampleOfficer {
  readonly number: number
  readonly name: string
  readonly mission: string
  readonly roles: readonly Role[]
}

/** The officers of the journeys, in the fictional state. */
const fictional: readonly ExampleOfficer[] = [
  { number: 11, name: 'Ann', mission: 'uto-it-milan-cg', roles: ['reviewer'] },
  { number: 12, name: 'Bo', mission: 'uto-it-milan-cg', roles: ['approver'] },
  { number: 13, name: 'Eve', mission: 'uto-it-milan-cg', roles: ['mission-admin'] },
  { number: 14, name: 'Dao', mission: 'uto-th-embassy', roles: ['duty'] },
  { number: 15, name: 'Rosa', mission: 'uto-it-embassy', roles: ['reviewer', 'approver'] },
  { number: 16, name: 'Zed', mission: ministry, roles: ['ministry-analyst'] },
  { number: 17, name: 'Tia', mission: ministry, roles: ['trust-manager'] },
  { number: 18, name: 'Uri', mission: ministry, roles: ['trust-manager'] },
  { number: 19, name: 'Dee', mission: 'uto-th-embassy', roles: ['deputy', 'mission-admin'] },
  { number: 20, name: 'Han', mission: 'uto-th-embassy', roles: ['head'] },
  { number: 21, name: 'Ola', mission: ministry, roles: ['ministry-duty'] },
  { number: 22, name: 'Ivy', mission: ministry, roles: ['advice-editor'] },
  { number: 23, name: 'Max', mission: ministry, roles: ['advice-approver', 'advice-editor'] },
  { number: 26, name: 'Ina', mission: 'uto-tr-embassy', roles: ['duty'] },
  { number: 27, name: 'Leo', mission: 'uto-tr-embassy', roles: ['deputy', 'head'] },
]

/** Missions of real directories at which a demonstration has officers; where a pack has none of them, its first ones. */
const staffed = ['cn-it-milan-cg', 'cn-it-embassy', 'cn-th-embassy']

/** The example officers of the pack. A real ministry's are named by their number alone, so that they pass for nobody. */
export function exampleOfficersOf(context: Context): readonly ExampleOfficer[] {
  if (context.config.pack === 'uto') return fictional
  const known = staffed.filter((mission) => isPosted(context, mission))
  const missions = known.length > 0 ? known : [...context.pack.directory.missions.keys()].slice(0, staffed.length)
  const posts = [
    ...missions.flatMap((mission) => (['reviewer', 'approver'] as const).map((role) => ({ mission, role }))),
    ...missions.slice(0, 1).map((mission) => ({ mission, role: 'mission-admin' as const })),
    // Whom verifiers trust is decided at the ministry, by two.
    ...(['trust-manager', 'trust-manager'] as const).map((role) => ({ mission: ministry, role })),
    // Who is called when somebody asks for help.
    ...missions.flatMap((mission) => (['duty', 'deputy', 'head'] as const).map((role) => ({ mission, role }))),
    { mission: ministry, role: 'ministry-duty' as const },
    ...(['advice-editor', 'advice-approver'] as const).map((role) => ({ mission: ministry, role })),
  ]
  return posts.map(({ mission, role }, place) => {
    const number = 11 + place
    return { number, name: `Example officer ${number}`, mission, roles: [role] }
  })
}
