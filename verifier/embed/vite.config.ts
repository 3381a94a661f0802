import { compiledMessages } from '@consular/messages/vite-plugin.ts'
import { defineConfig, type Plugin } from 'vite'

/** The name that other sites load never changes; what it leads to carries its digest and may be kept for ever. */
const stableName: Plugin = {
  name: 'stable-name',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const piece = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry)
      if (!piece) throw new Error('The element was not built')
      this.emitFile({ type: 'asset', fileName: 'embed.js', source: `import './${piece.fileName}'\n` })
    },
  },
}

/** The verifier as an element for the pages of others. It is no part of what the app keeps on a phone, and is built beside it. */
export default defineConfig({
  root: import.meta.dirname,
  // Every piece is found from where the first one lies, for the page is somewhere else.
  base: './',
  publicDir: false,
  plugins: [compiledMessages(), stableName],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: '../dist',
    emptyOutDir: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { embed: `${import.meta.dirname}/element.tsx` },
      output: { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/embed-[name]-[hash].js' },
      treeshake: { manualPureFunctions: ['endpoint'] },
    },
  },
})
