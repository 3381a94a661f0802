import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCodes } from '@consular/certificate/qr'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { faultsIn, faultsOf, type Screen } from './axe-walk.ts'
import { prepareBorder } from './border-certificates.ts'
import { signIn } from './citizen.ts'
import { sendLine, testOf } from './laboratory.ts'
import { isKeptOffline, openStage } from './stage.ts'
import { claim, codeOnScreen, issue, openWallet, saved, say, updateVerifier, verdictOn } from './wallet.ts'

// J12, the traveller: from the slip of the laboratory to the border, with no line; a correction; a lost phone. One story: each test goes on where the one before stopped.

const folder = await mkdtemp(join(tmpdir(), 'consular-wallet-'))
const travellers = await prepareBorder(folder, Temporal.Now.instant().epochMilliseconds)
const stage = await openStage({ pack: 'uto', environment: { CONSULAR_TRUST: join(folder, 'trust') } })
afterAll(async () => {
  await stage.close()
  await rm(folder, { recursive: true, force: true })
})
const { product } = stage
const email = 'lin.mei@example.org'
const linMei = {
  familyName: '林',
  givenName: '梅',
  latin: { familyName: 'LIN', givenName: 'MEI' },
  birthDate: '1992-06-01',
  documentNumber: 'U12345678',
}

const phone = await stage.device({ language: 'zh-Hans' })
const { page } = phone
const border = await stage.device()
/** The certificate of the corrected record: the first of hers that counts. */
const ownCard = page
  .locator('.wallet-card')
  .filter({ hasText: say('family.eu-dcc'), hasNotText: say('wallet.not-ours') })
  .first()
const main = (where: Page) => where.getByRole('main')

const first = testOf(linMei, { sample: 'W-1', hours: 20 })
let oldCode: Buffer

test('从实验室的领取码，到飞行模式下在边境出示的二维码', async () => {
  const { claim: code } = await sendLine(product, first)
  await signIn(phone, product, email)
  await page.getByRole('heading', { name: say('passkey.offer.title') }).waitFor()
  await claim(phone, code ?? '', ['1992', '6', '2'])
  await page.getByRole('alert').getByText(say('record.claim-wrong')).waitFor()
  await claim(phone, code ?? '', ['1992', '6', '1'])
  await page.getByText(say('wallet.claim.done')).waitFor()
  await issue(phone, { country: 'IT' })
  await page.getByText(say('wallet.issued.text', { family: say('family.eu-dcc') })).waitFor()
  await isKeptOffline(phone)
  await phone.context.setOffline(true)
  await openWallet(phone)
  await page.getByText(say('wallet.state.counts'), { exact: true }).waitFor()
  await page.getByRole('link', { name: new RegExp(`^${say('wallet.show')}`) }).click()
  const { text, picture } = await codeOnScreen(page)
  expect(text).toMatch(/^HC1:/)
  oldCode = picture
  const shown = await page.locator('.border-screen').innerText()
  expect(shown).toContain('林 梅')
  expect(shown).toContain('LIN MEI')
  expect(shown).toContain('1992')
  expect(shown).toContain('XX')
  // Nothing of the test itself, and no number of a passport.
  expect(shown).not.toMatch(/Laboratorio|U12345678|核酸/)
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: '林 梅' }).waitFor()
  await phone.context.setOffline(false)
  await updateVerifier(border)
  expect(await verdictOn(border, picture)).toBe('valid')
  await border.page.getByText('LIN MEI').first().waitFor()
})

test('什么都读不出来：浏览器里存的是密文，密钥也拿不走', async () => {
  const { everything, keys } = await page.evaluate(async () => {
    const texts: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]
    const found: CryptoKey[] = []
    const read = (value: unknown): void => {
      if (value instanceof CryptoKey) found.push(value)
      else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer)
        texts.push(new TextDecoder('latin1').decode(bytes), new TextDecoder().decode(bytes))
      } else if (typeof value === 'object' && value !== null)
        for (const [name, member] of Object.entries(value)) {
          texts.push(name)
          read(member)
        }
      else texts.push(String(value))
    }
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((done) => {
        const opening = indexedDB.open(name)
        opening.addEventListener('success', () => done(opening.result))
      })
      for (const store of database.objectStoreNames) {
        const table = database.transaction(store).objectStore(store)
        const [values, names] = await Promise.all(
          [table.getAll(), table.getAllKeys()].map(
            (asking) =>
              new Promise<unknown[]>((done) =>
                asking.addEventListener('success', () => done(asking.result as unknown[])),
              ),
          ),
        )
        read(values ?? [])
        read(names ?? [])
      }
      database.close()
    }
    const exports = await Promise.all(
      found.map((key) =>
        crypto.subtle.exportKey(key.type === 'secret' ? 'raw' : 'jwk', key).then(
          () => `${key.type} came out`,
          () => `${key.type} stays`,
        ),
      ),
    )
    return { everything: texts.join('\n'), keys: exports }
  })
  expect(keys).toContain('secret stays')
  expect(keys.filter((each) => !each.startsWith('public') && !each.endsWith('stays'))).toEqual([])
  expect(everything.length).toBeGreaterThan(1000)
  const { text } = { text: (await readCodes(new Uint8Array(oldCode)))[0]?.text ?? 'no code' }
  const secrets = ['林', '梅', 'LIN', 'MEI', '1992-06-01', 'U12345678', 'Laboratorio', 'HC1:', text.slice(4, 40)]
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([])
})

test('实验室更正以后，新证明到手机上，旧的二维码在边境显示已作废', async () => {
  await sendLine(product, testOf(linMei, { sample: 'W-1', hours: 30, supersedes: first.id }))
  await openWallet(phone)
  await page.getByText(say('wallet.fresh.notice', { count: 1 })).waitFor()
  await page.getByText(say('wallet.state.corrected'), { exact: true }).waitFor()
  await page
    .locator('.wallet-card')
    .filter({ has: page.locator('.tag.blue') })
    .click()
  await page.getByRole('heading', { name: say('wallet.corrected.new') }).waitFor()
  await page.getByText(say('wallet.corrected.before'), { exact: true }).waitFor()
  await page.getByRole('link', { name: say('wallet.show'), exact: true }).click()
  const { picture } = await codeOnScreen(page)
  expect(await page.locator('.border-screen').innerText()).not.toContain(say('wallet.border.next', { place: 1, of: 2 }))
  // The officer’s list is older than the correction: what is revoked shows with her next update, not before.
  expect(await verdictOn(border, oldCode)).toBe('valid')
  await updateVerifier(border)
  expect(await verdictOn(border, oldCode)).toBe('revoked')
  expect(await verdictOn(border, picture)).toBe('valid')
  await page.getByRole('button', { name: say('wallet.border.leave') }).click()
  // Once it is stored here, the service has forgotten it: nothing waits any more.
  await openWallet(phone)
  expect(await page.getByText(say('wallet.fresh.notice', { count: 1 })).count()).toBe(0)
})

test('别国的证明放在旁边：核对过，不是我们的；伪造的不收', async () => {
  const text = (name: string) => travellers.find((each) => each.name === name)?.text ?? ''
  const take = async (certificate: string) => {
    await page.goto('/app/wallet/add')
    await page.getByRole('textbox', { name: say('wallet.add.text') }).fill(certificate)
    await page.getByRole('button', { name: say('wallet.add.check') }).click()
  }
  await take(text('tampered'))
  await page.getByRole('alert').getByText(say('wallet.forged')).waitFor()
  await take('一只猫')
  await page.getByRole('alert').getByText(say('wallet.no-certificate')).waitFor()
  await take(text('valid'))
  await page.getByText(say('wallet.not-ours.text')).waitFor()
  await page.getByText(say('wallet.state.counts'), { exact: true }).waitFor()
  expect(await page.getByRole('button', { name: new RegExp(say('wallet.print')) }).count()).toBe(0)
  await take(text('valid'))
  await page.getByRole('alert').getByText(say('wallet.held-already')).waitFor()
  await take(text('unknown key'))
  await page.getByText(say('wallet.state.untrusted'), { exact: true }).waitFor()
  await openWallet(phone)
  await page.getByRole('heading', { name: /SPECIMEN VALID/ }).waitFor()
  await page.getByRole('heading', { name: /林 梅/ }).waitFor()
})

test('只出示姓名和出生年份：二维码里没有别的，查验仍然有效', async () => {
  await issue(phone, { family: 'sd-jwt-vc' })
  await page.getByRole('link', { name: say('wallet.issued.look') }).click()
  await page.getByRole('link', { name: say('wallet.pass'), exact: true }).click()
  await page.getByText(say('wallet.pass.for-anyone')).waitFor()
  await page.getByRole('button', { name: say('wallet.pass.make'), exact: true }).click()
  const { text, picture } = await codeOnScreen(page)
  const disclosed = text
    .split('~')
    .slice(1, -1)
    .map((each) => JSON.parse(Buffer.from(each, 'base64url').toString()) as readonly unknown[])
  expect(Object.fromEntries(disclosed.map(([, name, value]) => [String(name), value]))).toEqual({
    birth_year: 1992,
    standard_family_name: 'LIN',
    standard_given_name: 'MEI',
  })
  expect(text).toMatch(/~[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(await verdictOn(border, picture)).toBe('valid')
  await page.getByRole('button', { name: say('wallet.border.leave') }).click()
  await page
    .getByRole('textbox', { name: say('wallet.pass.request') })
    .fill('openid4vp://?client_id=https%3A%2F%2Fborder.example&nonce=n-0S6')
  await page.getByText(say('wallet.pass.for', { audience: 'https://border.example' })).waitFor()
  await page.getByRole('button', { name: say('wallet.pass.make'), exact: true }).click()
  const binding = (await codeOnScreen(page)).text.split('~').at(-1)?.split('.')[1] ?? ''
  expect(JSON.parse(Buffer.from(binding, 'base64url').toString())).toMatchObject({
    aud: 'https://border.example',
    nonce: 'n-0S6',
  })
  await page.keyboard.press('Escape')
})

test('没有领取码：照着纸质证明填写，拍照寄去核对，写错的当场就说', async () => {
  await page.goto('/app/wallet/get')
  await page.getByRole('link', { name: say('wallet.paper'), exact: true }).click()
  const fill = (field: string, text: string) =>
    page.getByRole('textbox', { name: say(`wallet.field.${field}`), exact: true }).fill(text)
  const choose = (field: string, value: string) =>
    page.getByRole('combobox', { name: say(`wallet.field.${field}`), exact: true }).selectOption(value)
  const day = async (label: string, parts: readonly string[]) => {
    const group = page.getByRole('group', { name: say(label) })
    for (const [place, part] of (['year', 'month', 'day'] as const).entries())
      await group.getByRole('textbox', { name: say(`date.${part}`) }).fill(parts[place] ?? '')
  }
  await fill('familyName', '林')
  await fill('givenName', '小宝')
  await day('wallet.field.birthDate', ['2020', '3', '4'])
  await choose('disease', 'yellow-fever')
  await choose('product', 'stamaril')
  await fill('dose', '1')
  await fill('doses', '1')
  await day('wallet.field.date.vaccination', ['2019', '5', '6'])
  await fill('lot', 'YF-77')
  await choose('country', 'IT')
  await choose('mission', 'uto-it-milan-cg')
  await page
    .getByLabel(new RegExp(`^${say('wallet.paper.picture')}`))
    .setInputFiles({ name: 'paper.png', mimeType: 'image/png', buffer: await page.screenshot() })
  const send = page.getByRole('button', { name: say('wallet.paper.send'), exact: true })
  await send.click()
  await page.getByRole('alert').getByText(say('record.date-before-birth')).waitFor()
  await day('wallet.field.date.vaccination', ['2025', '5', '6'])
  await send.click()
  await page.getByText(say('wallet.paper.sent.text')).waitFor()
  await page.getByRole('link', { name: say('wallet.get'), exact: true }).click()
  await page.getByText(say('wallet.paper.state.waiting'), { exact: true }).waitFor()
})

test('打印出来的 PDF 带着同一个二维码', async () => {
  await openWallet(phone)
  await ownCard.click()
  const paper = new Uint8Array(await saved(page, 'wallet.print'))
  const [code] = await readCodes(paper)
  expect(code?.text).toMatch(/^HC1:/)
})

const passphrase = '木船 铁锅 蓝天 七里'

test('换手机：用加密的文件恢复，口令不对打不开', async () => {
  await page.goto('/app/wallet/move')
  const typed = page.getByLabel(say('wallet.passphrase.new'))
  await typed.fill('太短')
  await page.getByRole('button', { name: say('wallet.export.do') }).click()
  await page.getByText(say('wallet.passphrase-short', { least: 12 })).waitFor()
  await typed.fill(`${passphrase}八九`)
  const buffer = await saved(page, 'wallet.export.do')
  expect(buffer.toString()).not.toMatch(/HC1|LIN|1992/)

  const other = await stage.device({ language: 'zh-Hans' })
  const restore = async (word: string) => {
    await other.page.goto('/app/wallet/move')
    await other.page
      .getByLabel(new RegExp(`^${say('wallet.restore.file')}`))
      .setInputFiles({ name: 'w.consular-wallet', mimeType: 'application/octet-stream', buffer })
    await other.page.getByLabel(say('wallet.passphrase'), { exact: true }).fill(word)
    await other.page.getByRole('button', { name: say('wallet.restore.do'), exact: true }).click()
  }
  await restore('别的口令，也够长了吧')
  await other.page.getByText(say('wallet.passphrase-wrong')).first().waitFor()
  await restore(`${passphrase}八九`)
  await other.page.getByText(say('wallet.restore.done', { count: 5 })).waitFor()
  await openWallet(other)
  await other.page.getByRole('heading', { name: /林 梅/ }).waitFor()
  await other.page
    .getByRole('link', { name: new RegExp(`^${say('wallet.show')}`) })
    .last()
    .waitFor()
  // The key of the certificate whose content is chosen has stayed on the old phone.
  await other.page
    .locator('.wallet-card')
    .filter({ hasText: say('family.sd-jwt-vc') })
    .click()
  await other.page.getByRole('link', { name: say('wallet.pass'), exact: true }).click()
  await other.page.getByRole('button', { name: say('wallet.pass.make'), exact: true }).click()
  await other.page.getByText(say('wallet.other-phone')).waitFor()
  await other.context.close()
})

test('没有文件：登录以后重新签发，丢失的那一张作废', async () => {
  await openWallet(phone)
  await ownCard.click()
  await page.getByRole('link', { name: say('wallet.show'), exact: true }).click()
  const lost = (await codeOnScreen(page)).picture
  const other = await stage.device({ language: 'zh-Hans' })
  await signIn(other, product, email)
  await other.page.getByRole('heading', { name: say('passkey.offer.title') }).waitFor()
  await openWallet(other)
  await other.page.getByText(say('wallet.elsewhere', { count: 2 })).waitFor()
  await other.page.getByRole('link', { name: say('wallet.elsewhere.do') }).click()
  const row = other.page.getByRole('listitem').filter({ hasText: say('family.eu-dcc') })
  await row.getByRole('button', { name: say('wallet.lost.replace') }).click()
  await row.waitFor({ state: 'detached' })
  await openWallet(other)
  await other.page.getByRole('link', { name: new RegExp(`^${say('wallet.show')}`) }).click()
  const { picture } = await codeOnScreen(other.page)
  await updateVerifier(border)
  expect(await verdictOn(border, lost)).toBe('revoked')
  expect(await verdictOn(border, picture)).toBe('valid')
  await other.context.close()
})

test('只用键盘：打开、出示、换下一个、离开', async () => {
  const device = await stage.device({ language: 'zh-Hans' })
  await signIn(device, product, email)
  await device.page.getByRole('heading', { name: say('passkey.offer.title') }).waitFor()
  for (const family of ['eu-dcc', 'shc']) await issue(device, { family })
  await openWallet(device)
  const where = device.page
  const show = where.getByRole('link', { name: new RegExp(`^${say('wallet.show')}`) })
  for (let stops = 0; stops < 30; stops++) {
    await where.keyboard.press('Tab')
    if (await show.evaluate((link) => link === document.activeElement)) break
  }
  await where.keyboard.press('Enter')
  const one = (await codeOnScreen(where)).text
  await where.keyboard.press('ArrowRight')
  await where.getByRole('img', { name: say('wallet.border.code', { place: 2, of: 2 }) }).waitFor()
  const two = (await codeOnScreen(where)).text
  expect([one, two].map((text) => text.slice(0, 4)).toSorted()).toEqual(['HC1:', 'shc:'])
  await where.keyboard.press('Escape')
  await where.getByRole('heading', { name: say('wallet.title'), level: 1 }).waitFor()
  await device.context.close()
})

const screens: readonly Screen[] = [
  ['wallet', '/app/wallet', (where) => where.locator('.wallet-card').first().waitFor()],
  [
    'certificate',
    '/app/wallet',
    async (where) => {
      await where.locator('.wallet-card').first().click()
      await where.locator('.answers').waitFor()
    },
  ],
  ['records', '/app/wallet/get'],
  [
    'wish',
    '/app/wallet/get',
    async (where) => {
      await where.locator('main form input[name=records-0]').first().waitFor()
      await where.locator('main form button[type=submit]').first().click()
      await where.getByRole('combobox').selectOption('IT')
      await where.locator('main form input[name=family]').first().waitFor()
    },
  ],
  [
    'paper',
    '/app/wallet/paper',
    async (where) => {
      await where.locator('main form').waitFor()
      await where.locator('main form button[type=submit]').click()
    },
  ],
  ['add', '/app/wallet/add'],
  ['move', '/app/wallet/move', (where) => where.locator('main form button[type=submit]').first().click()],
  [
    'pass',
    '/app/wallet',
    async (where) => {
      await where.locator('.wallet-card').filter({ hasText: 'SD-JWT' }).click()
      await where.locator('main .buttons a').first().click()
      await where.locator('main form').waitFor()
    },
  ],
]

test('no accessibility fault on any screen of the wallet, in both languages and both widths', async () => {
  expect(await faultsIn({ context: phone.context, origin: product.origin, screens })).toEqual([])
  await openWallet(phone)
  await page.locator('main a.button').last().click()
  await page.locator('.border-screen svg').waitFor()
  expect(await faultsOf(page, 'border', 360)).toEqual([])
}, 300_000)

test('退出登录时先问：证明留下，或者删除', async () => {
  await phone.context.addCookies([{ name: 'language', value: 'zh-Hans', url: product.origin }])
  await page.goto('/app/account')
  await page.getByRole('button', { name: say('account.signout') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: say('signout.confirm') }).click()
  await dialog.getByText(say('signout.wallet.empty')).waitFor()
  await dialog.getByRole('radio', { name: say('signout.wallet.remove') }).check()
  await dialog.getByRole('button', { name: say('signout.confirm') }).click()
  await page.getByRole('heading', { name: say('home.title') }).waitFor()
  await openWallet(phone)
  await main(page).getByText(say('wallet.empty')).waitFor()
  const left = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        const opening = indexedDB.open('consular-wallet-keys')
        opening.addEventListener('success', () => {
          const asking = opening.result.transaction('keys').objectStore('keys').count()
          asking.addEventListener('success', () => done(asking.result))
        })
      }),
  )
  expect(left).toBe(0)
})
