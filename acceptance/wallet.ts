import { readFile } from 'node:fs/promises'
import { readCodes } from '@consular/certificate/qr'
import { formatter } from '@consular/messages'
import type { Page } from 'playwright-core'
import type { Device } from './stage.ts'

/** What a holder does with the wallet, and a border officer with the verifier. The phone of these journeys speaks Chinese. */

/** The words of the wallet. */
export const say = formatter('zh-Hans', ['common', 'citizen', 'account', 'refusals', 'wallet', 'certificate', 'health'])

/** Opens the wallet and waits until its certificates have been verified. */
export async function openWallet({ page: where }: Device): Promise<void> {
  await where.goto('/app/wallet')
  await where.locator('.wallet-card, .lead').first().waitFor()
}

/** Claims a record by its code and the birth date. */
export async function claim(
  { page: where }: Device,
  code: string,
  birth: readonly [string, string, string],
): Promise<void> {
  await where.goto('/app/wallet/get')
  await where.getByRole('textbox', { name: say('wallet.claim.code') }).fill(code)
  const group = where.getByRole('group', { name: say('wallet.claim.birth') })
  for (const [place, part] of (['year', 'month', 'day'] as const).entries())
    await group.getByRole('textbox', { name: say(`date.${part}`) }).fill(birth[place] ?? '')
  await where.getByRole('button', { name: say('wallet.claim.do'), exact: true }).click()
}

/** From the page of records to a certificate in the wallet. */
export async function issue({ page: where }: Device, wish: { country?: string; family?: string }): Promise<void> {
  await where.goto('/app/wallet/get')
  await where.getByRole('button', { name: new RegExp(`^${say('wallet.record.go')}`) }).click()
  if (wish.country) await where.getByRole('combobox', { name: say('wallet.wish.which') }).selectOption(wish.country)
  else {
    await where.getByRole('radio', { name: say('wallet.wish.family') }).check()
    await where.getByRole('radio', { name: say(`family.${wish.family}`) }).check()
  }
  await where
    .getByRole('group', { name: say(wish.country ? 'wallet.wish.reads' : 'wallet.wish.kind'), exact: true })
    .waitFor()
  await where.getByRole('button', { name: say('wallet.wish.issue') }).click()
  await where.getByRole('heading', { name: say('wallet.issued'), exact: true }).waitFor()
}

/** Waits for the code of the border screen, and reads it off the screen as a camera would. */
export async function codeOnScreen(where: Page): Promise<{ readonly text: string; readonly picture: Buffer }> {
  await where.locator('.border-screen svg').waitFor()
  const picture = await where.screenshot()
  const [code] = await readCodes(new Uint8Array(picture))
  return { text: code?.text ?? '', picture }
}

/** What the border verifier’s page says of a picture. */
export async function verdictOn({ page: where }: Device, buffer: Buffer): Promise<string> {
  const before = (await where.locator('.verdict[data-number]').count())
    ? await where.locator('.verdict').getAttribute('data-number')
    : '0'
  await where.locator('input[type=file]').setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer })
  await where.locator(`.verdict[data-number]:not([data-number="${before}"])`).waitFor()
  return (await where.locator('.verdict').getAttribute('data-word')) ?? ''
}

/** The verifier as it is after its next update. */
export async function updateVerifier({ page: where }: Device): Promise<void> {
  const heard = where.waitForResponse('**/trust/list.json')
  await where.goto('/verifier/')
  await heard
  await where.getByText(/Trust list updated/).waitFor()
}

/** What a button saves as a file. */
export async function saved(where: Page, key: string): Promise<Buffer> {
  const button = where.getByRole('button', { name: say(key), exact: true })
  const [file] = await Promise.all([where.waitForEvent('download'), button.click()])
  return readFile(await file.path())
}
