import { speakingPart } from '../speak/speaking.tsx'

/** What is inside speaks the wallet’s sentences too. */
export const Speaking = speakingPart({
  'zh-Hans': () => import('./sentences-zh-hans.ts'),
  en: () => import('./sentences-en.ts'),
})
