import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addressOf, readMyApplication } from '@consular/api'
import { afterAll, expect, test } from 'vitest'
import { askForRenewal, field, formPage, goOn, linMei, signIn, signInFirst, typeDate } from './citizen.ts'
import { disguisedPdf, picture } from './pictures.ts'
import { openStage } from './stage.ts'

// What bad input gets: an error that says what to do, and nothing lost. One story: each test goes on where the one before stopped.
const stage = await openStage({ pack: 'uto', now: '2026-11-23T09:00:00Z' })
afterAll(() => stage.close())
const { product } = stage
const phone = await stage.device()
const { page } = phone
let home = ''

/** Chooses a file for the passport’s data page, and waits for what is said of it. */
async function isRefused(
  chosen: Parameters<ReturnType<typeof page.getByLabel>['setInputFiles']>[0],
  says: RegExp,
): Promise<void> {
  await page.getByLabel(/^Picture of the passport’s data page/).setInputFiles(chosen)
  await page.getByText(says).first().waitFor()
  expect(await field(phone, 'mrz').inputValue()).toBe(linMei.mrz)
}

test('a file that is too large is refused before it is sent, and says how large it may be', async () => {
  await askForRenewal(phone, linMei)
  await page.getByRole('link', { name: 'Begin the application' }).click()
  await page.waitForURL(/sign-in/)
  await signInFirst(phone, product, linMei.email)
  await formPage(phone, 'page.passport')
  home = page.url().replace(/\/form\/.*/, '')
  await field(phone, 'mrz').fill(linMei.mrz)
  // From a file, as a person chooses it: so large a one is not carried through the browser's protocol.
  const film = join(product.folder, 'film.jpg')
  await writeFile(film, Buffer.alloc(41 * 1024 * 1024, 7))
  await isRefused(film, /too large: at most 40 MB.*Everything you filled in is kept/)
})

test('a PDF that calls itself a photograph is refused with the way out', async () => {
  await isRefused(disguisedPdf, /(not a picture|is a PDF).*screenshot/)
})

test('a picture that hides another file is refused', async () => {
  const honest = picture('page.png', 40)
  await isRefused(
    { ...honest, buffer: Buffer.concat([honest.buffer, disguisedPdf.buffer]) },
    /Another file is hidden in this picture/,
  )
})

test('after all that a good picture is taken at once', async () => {
  await page.getByLabel(/^Picture of the passport’s data page/).setInputFiles(picture('page.png'))
  await page.getByText('Uploaded and stored').waitFor()
  await goOn(phone)
})

test('an emoji in a name is named by its place', async () => {
  await formPage(phone, 'page.names')
  await field(phone, 'surname').fill('LIN😀')
  await goOn(phone)
  await page.getByRole('alert').getByText('Character 4, “😀”, cannot be printed on a document.').waitFor()
  expect(await field(phone, 'surname').inputValue()).toBe('LIN😀')
  await field(phone, 'surname').fill('LIN')
  await goOn(phone)
})

test('a day that does not exist is refused, and what was typed stays', async () => {
  await formPage(phone, 'page.person')
  await typeDate(phone, 'birth-date', '1992-02-30')
  await goOn(phone)
  await page.getByRole('alert').getByText('There is no such day').waitFor()
  expect(await page.getByRole('textbox', { name: 'Day' }).inputValue()).toBe('30')
  await typeDate(phone, 'birth-date', '1992-06-01')
  await field(phone, 'birth-place').fill('Chengdu')
  await goOn(phone)
  await formPage(phone, 'page.parents')
})

test('the id of another person’s file opens nothing, and she sees that somebody tried', async () => {
  await page.getByText('Saved on this phone and in your account').waitFor()
  const stranger = await stage.device()
  await signIn(stranger, product, 'stranger@example.org')
  await stranger.page.getByRole('button', { name: 'Not now' }).click()
  await stranger.page.goto(home)
  await stranger.page.getByText('There is no such application in your account.').waitFor()
  expect(await stranger.page.getByRole('main').innerText()).not.toMatch(/LIN|Renew/)
  const application = home.split('/').at(-1) ?? ''
  const answer = await stranger.page.request.get(addressOf(readMyApplication, { params: { application } }))
  expect(answer.status()).toBe(404)
  await stranger.context.close()

  await page.goto('/app/account/access')
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Another account' })
    .getByText('Tried to open it and was refused')
    .first()
    .waitFor()
})

test('a session that ends in the middle of the form loses nothing: after signing in she is back at the same place', async () => {
  await page.goto(`${home}/form/contact`)
  await formPage(phone, 'page.contact')
  await product.setClock('2026-12-25T09:00:00Z')
  await field(phone, 'email').fill(linMei.email)
  await field(phone, 'phone').fill('+86 138 0013 8000')
  await page.waitForURL(/sign-in/)
  await page.getByText(phone.say('signin.expired')).waitFor()
  await signIn(phone, product, linMei.email)
  await formPage(phone, 'page.contact')
  expect(page.url()).toBe(`${home}/form/contact`)
  expect(await field(phone, 'email').inputValue()).toBe(linMei.email)
  expect((await field(phone, 'phone').inputValue()).replaceAll(' ', '')).toBe('+8613800138000')
  await page.getByText('Saved on this phone and in your account').waitFor()
})

/** Keeps whatever wants to write drafts on this phone waiting; answers how to let it go on. */
async function holdStorage(): Promise<() => Promise<void>> {
  await page.evaluate(
    () =>
      new Promise<void>((held) => {
        const opening = indexedDB.open('consular-drafts')
        opening.addEventListener('success', () => {
          const store = opening.result.transaction('drafts', 'readwrite').objectStore('drafts')
          let released = false
          addEventListener('release-storage', () => (released = true), { once: true })
          // A transaction lives as long as it has something to do.
          const keepBusy = () => {
            if (released) opening.result.close()
            else store.count().addEventListener('success', keepBusy)
          }
          keepBusy()
          held()
        })
      }),
  )
  return async () => {
    await page.evaluate(() => dispatchEvent(new Event('release-storage')))
  }
}

test('what is typed while the server’s copy is being put away stays', async () => {
  const address = new URL(addressOf(readMyApplication, { params: { application: home.split('/').at(-1) ?? '' } }), home)
  const [asked, mayAnswer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route(address.href, async (route) => {
    if (route.request().method() !== 'GET') return route.fallback()
    asked.resolve()
    await mayAnswer.promise
    await route.continue()
  })
  await page.reload()
  await formPage(phone, 'page.contact')
  await asked.promise
  const release = await holdStorage()
  const answer = page.waitForResponse(address.href)
  mayAnswer.resolve()
  await (await answer).finished()
  await field(phone, 'email').fill('new@example.org')
  await release()
  await page.getByText('Saved on this phone and in your account').waitFor()
  expect(await field(phone, 'email').inputValue()).toBe('new@example.org')
  await page.reload()
  await formPage(phone, 'page.contact')
  expect(await field(phone, 'email').inputValue()).toBe('new@example.org')
})
