import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { clockFrom } from './clock.ts'

const now = (): Temporal.Instant => clockFrom({ startAt: null }).now()

const root = fileURLToPath(new URL('../', import.meta.url))

const usage = `consular <command>

  start                          run the service (settings: docs/operating.md)
  locate --lat N --lon N         the nearest and the competent mission of a position; --batch FILE, --json, --pack NAME
  verify TEXT|FILE|-             is this health certificate genuine? --trust PATH, --at INSTANT, --rules CC, --json; --batch FILE
  trust show PATH                what a trust list holds; --json
  rules run FOLDER               rules of countries with their tests
  officer invite|list|end        who may enter the workbench
  keys list|create|activate|rotate|revoke|backup|restore|destroy
                                 the signing keys of health certificates (docs/keys.md)
  records send FILE              send health records to a service, for laboratories and clinics (docs/sources.md)
  audit verify                   check the whole audit log
  openapi                        print the HTTP contract as OpenAPI 3.1
  test, check, bench, fuzz, simulate
                                 for developers
`

/** Programs of the packages that a developer's command runs one after the other; the first failure ends it. */
const tools: Record<string, readonly (readonly string[])[]> = {
  test: [['vitest', 'run']],
  check: [
    ['tsc', '-p', '.'],
    ['oxlint', '--type-aware', '--deny-warnings'],
    ['biome', 'check', '--error-on-warnings'],
    ['vitest', 'run', '--project', 'rules', 'architecture.test.ts'],
    ['knip'],
  ],
  bench: [['node', '--expose-gc', 'bench/main.ts']],
  fuzz: [['node', 'bench/fuzz.ts']],
  simulate: [['node', 'bench/simulate.ts']],
}

async function main([command = 'help', ...rest]: string[]): Promise<number> {
  const steps = tools[command]
  if (steps) return runTools(steps, command === 'check' ? [] : rest)
  const io = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr }
  switch (command) {
    case 'start':
      return (await import('./main.ts')).start(process.env)
    case 'locate':
      return (await import('./mission/index.ts')).locateCommand(rest, io)
    case 'verify':
      return (await import('./certificate/index.ts')).verifyCommand(rest, { ...io, now: now(), env: process.env })
    case 'trust':
      return (await import('./certificate/index.ts')).trustCommand(rest, { ...io, now: now(), env: process.env })
    case 'rules':
      return (await import('./certificate/index.ts')).rulesCommand(rest, { ...io, now: now(), env: process.env })
    case 'officer':
      return (await import('./main.ts')).withContext(process.env, async (context) =>
        (await import('./officer/index.ts')).officerCommand(rest, context, io),
      )
    case 'keys':
      return (await import('./main.ts')).withContext(process.env, async (context) =>
        (await import('./certificate/index.ts')).keysCommand(rest, context, io),
      )
    case 'records':
      return (await import('./record/index.ts')).recordsCommand(rest, {
        ...io,
        env: process.env,
        fetch,
        wait: (seconds) => new Promise((done) => setTimeout(done, seconds * 1000)),
      })
    case 'audit':
      return (await import('./main.ts')).withContext(process.env, async (context) =>
        (await import('./audit/index.ts')).auditCommand(rest, context, io),
      )
    case 'openapi': {
      const { openApi } = await import('@consular/api/openapi')
      process.stdout.write(`${JSON.stringify(openApi(), null, 2)}\n`)
      return 0
    }
    case 'help':
    case '--help':
      process.stdout.write(usage)
      return 0
    default:
      process.stderr.write(`There is no command "${command}".\n\n${usage}`)
      return 2
  }
}

async function runTools(steps: readonly (readonly string[])[], extra: readonly string[]): Promise<number> {
  for (const [program, ...args] of steps) {
    const child = spawn(program as string, [...args, ...extra], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    const code = await new Promise<number>((done) => child.on('exit', (status) => done(status ?? 1)))
    if (code !== 0) return code
  }
  return 0
}

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  return 1
})
