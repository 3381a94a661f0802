import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

const placeholder = 'SHELL_OF_THIS_BUILD'
const beside = ['manifest.webmanifest', 'icon.svg', 'icon-192.png']

/**
 * Vite: tells the service worker (the entry `worker`) which files make the app below `base`, and the browser to fetch the app's own piece, `app.tsx`, together
 * with the page. What `later` matches is left out: the worker keeps it when it is first fetched.
 */
export function offlineShell(base: `/${string}/`, later?: RegExp): Plugin {
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
      handler(_options, bundle) {
        const worker = bundle['worker.js']
        if (worker?.type !== 'chunk' || !worker.code.includes(placeholder))
          throw new Error('The service worker was not built')
        const files = Object.keys(bundle).filter((file) => file.startsWith('assets/') && !later?.test(file))
        const version = createHash('sha256').update(files.toSorted().join()).digest('hex').slice(0, 12)
        const shell = { version, files: ['', ...files, ...beside].map((file) => `${base}${file}`) }
        worker.code = worker.code.replace(placeholder, JSON.stringify(shell))
      },
    },
  }
}
