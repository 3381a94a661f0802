import { speakingPart } from '../speak/speaking.tsx'

/** What is inside speaks the sentences about asking for help too. */
export const Speaking = speakingPart({
  'zh-Hans': () => import('./sentences-zh-hans.ts'),
  en: () => import('./sentences-en.ts'),
})
