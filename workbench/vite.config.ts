import { compiledMessages } from '@consular/messages/vite-plugin.ts'
import { defineConfig } from 'vite'

/** The officers' app. It needs the line, so it has no service worker. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/workbench/',
  plugins: [compiledMessages()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Endpoints are values made by calls without effects: those that nobody uses stay at home. (Not `z`: packed libraries call their own functions so.)
    rolldownOptions: { treeshake: { manualPureFunctions: ['endpoint'] } },
  },
})
