import type { OfficerMe } from '@consular/api'
import { useWords } from '@consular/ui'
import { useLocation } from 'preact-iso'

/** A place of the workbench, and the roles that have business there. */
interface Place {
  readonly name: string
  readonly path: string
  readonly roles: readonly string[]
}

const places: readonly Place[] = [
  { name: 'queue', path: '/workbench/', roles: ['reviewer', 'approver'] },
  { name: 'papers', path: '/workbench/health/papers', roles: ['reviewer', 'approver'] },
  { name: 'sources', path: '/workbench/health/sources', roles: ['mission-admin', 'reviewer', 'approver'] },
  { name: 'recalls', path: '/workbench/health/recalls', roles: ['reviewer', 'approver'] },
  { name: 'statistics', path: '/workbench/health/statistics', roles: ['approver', 'ministry-analyst'] },
  { name: 'duty', path: '/workbench/duty', roles: ['duty', 'deputy', 'head', 'ministry-duty'] },
  { name: 'counting', path: '/workbench/protection/statistics', roles: ['ministry-analyst'] },
  { name: 'shifts', path: '/workbench/shifts', roles: ['mission-admin', 'duty', 'deputy', 'head'] },
  {
    name: 'registration',
    path: '/workbench/registrations/check',
    roles: ['duty', 'deputy', 'head', 'ministry-duty', 'mission-admin'],
  },
  { name: 'crises', path: '/workbench/crises', roles: ['duty', 'deputy', 'head', 'ministry-duty'] },
  { name: 'advice', path: '/workbench/advice', roles: ['advice-editor', 'advice-approver'] },
  { name: 'trust', path: '/workbench/trust', roles: ['trust-manager'] },
  { name: 'rules', path: '/workbench/rules', roles: ['trust-manager'] },
  { name: 'cases', path: '/workbench/cases', roles: ['trust-manager'] },
]

/** Is it the place of this path, or one inside it? */
const isAt = (path: string, here: string): boolean =>
  path === '/workbench/' ? here === path || here.startsWith('/workbench/files/') : here.startsWith(path)

/** The places of the workbench where this officer has business, in one line. */
export function Places({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  const { path: here } = useLocation()
  const held = new Set(officer.assignments.flatMap(({ roles }) => roles))
  const open = places.filter(({ roles }) => roles.some((role) => held.has(role)))
  if (open.length === 0) return null
  return (
    <nav class="places" aria-label={say('places')}>
      {open.map(({ name, path }) => (
        <a key={name} href={path} aria-current={isAt(path, here) ? 'page' : undefined}>
          {say(`places.${name}`)}
        </a>
      ))}
    </nav>
  )
}
