import { compiledMessages } from '@consular/messages/vite-plugin.ts'
import { offlineShell } from '@consular/ui/offline-shell.ts'
import { defineConfig } from 'vite'

/** What every page needs. */
const frame =
  /\/(?:ui|api|citizen\/store|citizen\/shell)\/(?!words-|routes|health-|registration|assistance|advice|camera|crisis)|\/node_modules\/(?:preact|@preact|preact-iso|idb-keyval|zod)\//

/** One part of the app; a part that others lean on goes before them. */
const part = (name: string, priority: number) => ({ name, priority, test: new RegExp(`/citizen/${name}/`) })

/** The citizen's app: one page, routes loaded when they are opened, and a service worker beside it. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  // The program that reads codes weighs as much as the rest: whoever scans a certificate fetches it, and has it from then on.
  plugins: [compiledMessages(), offlineShell('/app/', { later: /\.wasm$/, beside: ['time.html', 'time.js'] })],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: `${import.meta.dirname}/index.html`, worker: `${import.meta.dirname}/offline/worker.ts` },
      output: {
        entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js'),
        // One piece for each part of the app: on a slow line every further request costs more than its bytes.
        codeSplitting: {
          groups: [
            { name: 'frame', priority: 9, test: frame },
            {
              name: 'rules',
              priority: 8,
              test: /\/domain\/(?!record\/|registration\/|assistance\/|advice\/|crisis\/)/,
            },
            // What several parts draw and say with: none of them waits for another part because of it.
            {
              name: 'shared',
              priority: 7,
              test: /\/citizen\/(?:code|speak)\/|\/(?:countries|confirm-button|country)\.tsx?$/,
            },
            { name: 'code', priority: 6, test: /\/certificate\/qr\// },
            {
              name: 'wallet',
              priority: 0,
              test: /\/citizen\/wallet\/(?!sentences-)|\/domain\/record\/|\/api\/health-/,
            },
            {
              name: 'registration',
              priority: 0,
              test: /\/citizen\/registration\/(?!sentences-)|\/domain\/(?:registration|advice)\/|\/api\/(?:registration|advice)/,
            },
            {
              name: 'crisis',
              priority: 0,
              test: /\/citizen\/crisis\/(?!sentences-)|\/domain\/crisis\/|\/api\/crisis/,
            },
            {
              name: 'sos',
              priority: 0,
              test: /\/citizen\/sos\/(?!sentences-)|\/domain\/assistance\/|\/api\/assistance/,
            },
            ...['account', 'sign-in', 'start', 'application', 'find'].map(part),
          ],
        },
      },
      // An endpoint is a value made by a call without effects: those that nobody uses stay at home.
      treeshake: { manualPureFunctions: ['endpoint'] },
    },
  },
})
