import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { compileSection } from './compile.ts'

const suffix = '.json?compiled'

/**
 * Vite: `import table from '@consular/messages/en/common.json?compiled'` is the compiled section (a `Table`).
 * The parser stays at home; a browser receives data and the small speaker of format.ts.
 */
export function compiledMessages(): Plugin {
  return {
    name: 'compiled-messages',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith(suffix)) return null
      const path = id.slice(0, -'?compiled'.length)
      this.addWatchFile(path)
      const table = compileSection(readFileSync(path, 'utf8'))
      return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(table))})`, moduleType: 'js' }
    },
  }
}
