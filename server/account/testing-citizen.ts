import * as api from '@consular/api'
import type { Database } from '../database/connection.ts'
import { type TestBrowser, valueOf } from './testing-browser.ts'

/** The codes in the letters to an address, in the order of their writing as far as the clock moved. */
async function codesInLetters(database: Database, email: string): Promise<string[]> {
  const letters = await database
    .selectFrom('letter')
    .select('values')
    .where('recipient', '=', email)
    .where('template', '=', 'sign-in-code')
    .orderBy('at')
    .execute()
  return letters.map(({ values }) => (values as { code: string }).code)
}

/** The code in the last letter to an address. */
export const codeInLetter = async (database: Database, email: string): Promise<string> =>
  (await codesInLetters(database, email)).at(-1) ?? 'none'

/** Signs a citizen in with a code from her mail. */
export async function signInByMail(browser: TestBrowser, database: Database, email: string): Promise<api.Me> {
  const before = await codesInLetters(database, email)
  valueOf(await browser.call(api.requestSignInCode, { body: { email, language: 'zh-Hans' } }))
  const all = await codesInLetters(database, email)
  const code = all.find((text) => !before.includes(text)) ?? before.at(-1) ?? 'none'
  return valueOf(await browser.call(api.signInWithCode, { body: { email, code } }))
}
