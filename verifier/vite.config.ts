import { compiledMessages } from '@consular/messages/vite-plugin.ts'
import { offlineShell } from '@consular/ui/offline-shell.ts'
import { defineConfig, type Plugin } from 'vite'

/** Runs the piece that collects the first keys as soon as it is there, before the app is: it stands for itself and waits for nothing. */
const keysFirst: Plugin = {
  name: 'keys-first',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle }) {
      const piece = Object.values(bundle ?? {}).find((file) => file.type === 'chunk' && file.name === 'first-keys')
      if (!piece) throw new Error('The piece of the first keys was not built')
      const attrs = { type: 'module', async: true, src: `/verifier/${piece.fileName}` }
      return [{ tag: 'script', attrs, injectTo: 'head-prepend' as const }]
    },
  },
}

/** The border verifier: one page, a reader of pictures that is loaded when it is first needed, and a service worker that keeps all of it. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/verifier/',
  plugins: [compiledMessages(), offlineShell('/verifier/'), keysFirst],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        index: `${import.meta.dirname}/index.html`,
        worker: `${import.meta.dirname}/offline/worker.ts`,
        'first-keys': `${import.meta.dirname}/scan/first-keys.ts`,
      },
      output: { entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js') },
      // An endpoint is a value made by a call without effects: those that nobody uses stay at home.
      treeshake: { manualPureFunctions: ['endpoint'] },
    },
  },
})
