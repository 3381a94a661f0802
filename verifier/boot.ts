import '@consular/ui/look.css'
import './verifier.css'
import { showLanguage, startLanguage } from './shell/language.ts'
import { keptTexts } from './trust/texts.ts'

async function boot(): Promise<void> {
  const words = startLanguage().then(showLanguage)
  const kept = keptTexts()
  // Browsers without Temporal fetch it before the app begins; for the others this is one test.
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
  const [{ start }] = await Promise.all([import('./app.tsx'), words])
  start(await kept)
}

void boot()
