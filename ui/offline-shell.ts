import { createHash } from 'node:crypto'
import { build, type Plugin } from 'vite'

const placeholder = 'SHELL_OF_THIS_BUILD'
const besideAll = ['manifest.webmanifest', 'icon.svg', 'icon-192.png']

/** What is kept beside the app: `later` matches pieces that the worker keeps when they are first fetched, `beside` are files of the app's public folder. */
interface Keeping {
  readonly later?: RegExp
  readonly beside?: readonly string[]
}

/**
 * Vite: tells the service worker (the entry `worker`) which files make the app below `base`, and the browser to fetch the app's own piece, `app.tsx`, together
 * with the page. A worker that shares code with the app is made once more, whole: it runs where no module can be fetched.
 */
export function offlineShell(base: `/${string}/`, { later, beside = [] }: Keeping = {}): Plugin {
  return {
    name: 'offline-shell',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const app = Object.values(bundle ?? {}).find(
          (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/app.tsx'),
        )
        if (!app) throw new Error('The app has no piece of its own')
        return [
          {
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `${base}${app.fileName}` },
            injectTo: 'head' as const,
          },
        ]
      },
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const worker = bundle['worker.js']
        if (worker?.type !== 'chunk') throw new Error('The service worker was not built')
        if (worker.imports.length > 0) worker.code = await wholeWorker(String(worker.facadeModuleId))
        if (!worker.code.includes(placeholder)) throw new Error('The service worker does not ask what it keeps')
        const files = Object.keys(bundle).filter((file) => file.startsWith('assets/') && !later?.test(file))
        const version = createHash('sha256').update(files.toSorted().join()).digest('hex').slice(0, 12)
        const shell = { version, files: ['', ...files, ...besideAll, ...beside].map((file) => `${base}${file}`) }
        worker.code = worker.code.replace(placeholder, JSON.stringify(shell))
      },
    },
  }
}

/** A worker with everything that it needs, in one file. */
async function wholeWorker(input: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input, output: { format: 'iife', codeSplitting: false } },
    },
  })
  const [piece] = 'output' in built ? built.output : []
  if (piece?.type !== 'chunk') throw new Error('The service worker was not built whole')
  return piece.code
}
