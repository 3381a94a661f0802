import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addressOf, listHealthRecords, requestSignInCode, sendHealthDocument, signInWithCode } from '@consular/api'
import { newId } from '@consular/domain/shared'
import { afterAll, expect, test } from 'vitest'
import { linMei } from './citizen.ts'
import { proveAgain, sitDown, standUp } from './officer.ts'
import { picture } from './pictures.ts'
import { type Device, openStage } from './stage.ts'

// How health records come in: a laboratory that was registered at the workbench, and a paper that two officers check. One story.
const stage = await openStage({ pack: 'uto', now: '2026-11-24T08:00:00Z' })
afterAll(() => stage.close())
const { product } = stage
const desk = await stage.device({ desk: true })
const phone = await stage.device()
const { page, say } = desk
const file = (name: string) => join(product.folder, name)

const goTo = (name: string) =>
  page
    .getByRole('navigation', { name: say('places') })
    .getByRole('link', { name: say(`places.${name}`) })
    .click()

/** Runs the operator's command for laboratories, as they would. */
async function records(...args: readonly string[]): Promise<{ status: number | null; said: string }> {
  const root = join(import.meta.dirname, '..')
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'server/command.ts'), 'records', 'send', ...args],
    {
      env: { PATH: process.env['PATH'], LANG: 'en' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((done) => child.on('close', (status) => done({ status, said })))
}

test('an administrator registers a laboratory, and is shown its API key once', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  await writeFile(file('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  await page.goto('/workbench/')
  await page.getByRole('button', { name: /^Eve/ }).click()
  await goTo('sources')
  await page.getByText(say('sources.none')).or(page.getByRole('table')).waitFor()
  await page.getByRole('button', { name: say('sources.register') }).click()
  const form = page.getByRole('form', { name: say('sources.register') })
  const send = form.getByRole('button', { name: say('sources.register.send') })
  await send.click()
  await form.getByText(say('sources.name.missing')).waitFor()
  await form.getByRole('textbox', { name: say('sources.name') }).fill('Laboratorio Viaggio')
  await form.getByRole('textbox', { name: say('sources.country') }).fill('xx')
  await form.getByRole('textbox', { name: say('sources.accreditation') }).fill('ISO 15189 no. 4711')
  const key = form.getByRole('textbox', { name: say('sources.signing-key') })
  await key.fill(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  await send.click()
  await proveAgain(desk, 'Eve')
  await page.getByText(/This is a private key/).waitFor()
  await key.fill(publicKey.export({ type: 'spki', format: 'pem' }))
  await send.click()
  const shown = page.getByRole('dialog', { name: say('sources.key.title') })
  await writeFile(file('api-key'), await shown.getByRole('textbox').inputValue())
  await shown.getByRole('button', { name: say('sources.key.close') }).click()
  await page.getByRole('rowheader', { name: /Laboratorio Viaggio/ }).waitFor()
  expect(await page.content()).not.toContain((await readFile(file('api-key'), 'utf8')).trim())
})

test('the laboratory sends a file with its key; suspended, it is not heard', async () => {
  const head = 'family_name,given_name,birth_date,kind,disease,method,sample,sampled_at,result,country'
  const line = (sample: string, at: string) =>
    `Lin,Mei,1992-06-01,test,covid-19,nucleic-acid,${sample},${at},not-detected,XX`
  await writeFile(
    file('results.csv'),
    [head, line('V-1', '2026-11-23T10:00:00Z'), line('V-2', '2027-11-23T10:00:00Z')].join('\n'),
  )
  const args = [
    file('results.csv'),
    '--url',
    product.origin,
    '--api-key-file',
    file('api-key'),
    '--signing-key',
    file('key.pem'),
  ]
  const first = await records(...args)
  expect([first.status, first.said]).toEqual([
    1,
    expect.stringContaining('Line 3 was refused: This day has not come yet.'),
  ])
  await page.reload()
  const row = page.getByRole('row', { name: /Laboratorio Viaggio/ })
  await row.getByRole('cell', { name: '1', exact: true }).waitFor()
  await row.getByRole('button', { name: new RegExp(`^${say('sources.stop')}`) }).click()
  await page.getByText(say('sources.stopped', { name: 'Laboratorio Viaggio' })).waitFor()
  const second = await records(...args)
  expect([second.status, second.said]).toEqual([1, expect.stringContaining('The service does not know this API key')])
  await standUp(desk)
})

const id = newId<'health-document'>(Temporal.Instant.from('2026-11-24T08:00:00Z'), (bytes) =>
  crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
)

/** Sends what a paper says, and its picture, as the app does. */
async function sendPaper(device: Device): Promise<void> {
  const { request } = device.page
  const { email } = linMei
  await request.post(addressOf(requestSignInCode, {}), { data: { email, language: 'en' } })
  const letter = await product.letter(email)
  const code = /\b\d{6}\b/.exec(letter.text)?.[0]
  expect((await request.post(addressOf(signInWithCode, {}), { data: { email, code } })).ok()).toBe(true)
  const answer = await request.put(addressOf(sendHealthDocument, { params: { document: id } }), {
    data: {
      mission: 'uto-it-milan-cg',
      person: {
        familyName: '林',
        givenName: '梅',
        latin: { familyName: 'LIN', givenName: 'MEI' },
        birthDate: '1992-06-01',
      },
      entry: {
        kind: 'vaccination',
        disease: 'yellow-fever',
        product: 'stamaril',
        dose: 1,
        doses: 1,
        date: '2026-11-02',
        lot: 'YF-123',
        country: 'XX',
      },
      picture: picture('paper.jpg', 60).buffer.toString('base64'),
    },
  })
  expect(answer.status(), await answer.text()).toBe(200)
}

test('the first officer compares a paper with its picture and confirms it; a second one is needed', async () => {
  await sendPaper(phone)
  await sitDown(desk, 'Ann')
  await goTo('papers')
  await page.getByRole('link', { name: new RegExp(say('papers.kind.vaccination')) }).click()
  await page.getByRole('img', { name: say('papers.picture') }).waitFor()
  await page.getByRole('definition').filter({ hasText: '林 梅' }).waitFor()
  await page.getByRole('definition').filter({ hasText: 'Stamaril' }).waitFor()
  await page.getByRole('button', { name: say('papers.confirm') }).press('Enter')
  await page.getByText(say('papers.done.confirm')).waitFor()
  await page.getByText(say('papers.second-needed')).waitFor()
  expect(await page.getByRole('button', { name: say('papers.record') }).count()).toBe(0)
  await standUp(desk)
})

test('the second officer records it with her passkey: the picture goes, the person has a record and sees who looked', async () => {
  await sitDown(desk, 'Bo')
  await goTo('papers')
  await page.getByText(say('papers.state.confirmed')).waitFor()
  await page.getByRole('link', { name: new RegExp(say('papers.kind.vaccination')) }).click()
  await page.getByRole('button', { name: say('papers.record') }).click()
  await proveAgain(desk, 'Bo')
  await page.getByText(say('papers.done.record')).waitFor()
  await page.getByText(say('papers.picture.gone')).waitFor()
  const answer = await phone.page.request.get(addressOf(listHealthRecords, {}))
  expect(await answer.json()).toMatchObject({ records: [{ state: 'held', source: null, entry: { lot: 'YF-123' } }] })
})
