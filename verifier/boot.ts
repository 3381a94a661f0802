import '@consular/ui/look.css'
import './verifier.css'
import { loadWords, startLanguage } from './shell/language.ts'
import { keptTexts } from './trust/texts.ts'

async function boot(): Promise<void> {
  const words = loadWords(startLanguage())
  const kept = keptTexts()
  // Browsers without Temporal fetch it before the app begins; for the others this is one test.
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
  const [{ start }] = await Promise.all([import('./app.tsx'), words])
  await start(await kept)
}

void boot()
