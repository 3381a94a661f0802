import '@consular/ui/look.css'
import '@consular/ui/desk.css'
import './workbench.css'
import './file/file.css'
import './health/health.css'
import './dark.css'
import { loadWords, startLanguage } from './shell/language.ts'

// Browsers without Temporal fetch it before the app begins; for the others this is one test.
const temporal = 'Temporal' in globalThis ? undefined : import('temporal-polyfill/global')

async function boot(): Promise<void> {
  const [{ start }] = await Promise.all([import('./app.tsx'), loadWords(startLanguage()), temporal])
  start()
}

void boot()
