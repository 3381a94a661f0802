import { compiledMessages } from '@consular/messages/vite-plugin.ts'
import { offlineShell } from '@consular/ui/offline-shell.ts'
import { defineConfig } from 'vite'

/** The border verifier: one page, a reader of pictures that is loaded when it is first needed, and a service worker that keeps all of it. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/verifier/',
  plugins: [compiledMessages(), offlineShell('/verifier/')],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: `${import.meta.dirname}/index.html`, worker: `${import.meta.dirname}/offline/worker.ts` },
      output: { entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js') },
      // An endpoint is a value made by a call without effects: those that nobody uses stay at home.
      treeshake: { manualPureFunctions: ['endpoint'] },
    },
  },
})
