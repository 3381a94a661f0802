import {
  addressOf,
  claimHealthRecord,
  type Endpoint,
  type IssuedCertificate,
  issueCertificate,
  type RequestOf,
  requestSignInCode,
  signInWithCode,
} from '@consular/api'
import { loadTrust, read, verify } from '@consular/certificate'
import type { RecordLine } from '@consular/domain/record'
import { afterAll, expect, test } from 'vitest'
import { linMei } from './citizen.ts'
import { freshId, sendLine } from './laboratory.ts'
import { proveAgain, sitDown, standUp } from './officer.ts'
import { openStage } from './stage.ts'

// A lot was spoiled: one officer proposes to take its certificates back, another does it, and verifiers refuse them. One story.
const stage = await openStage({ pack: 'uto' })
afterAll(() => stage.close())
const { product } = stage
const desk = await stage.device({ desk: true })
const phone = await stage.device()
const { page, say } = desk
const lot = 'SPOILED-7'
const dose: RecordLine = {
  id: freshId(),
  person: { familyName: 'Lin', givenName: 'Mei', birthDate: '1992-06-01' },
  entry: {
    kind: 'vaccination',
    disease: 'covid-19',
    product: 'comirnaty',
    dose: 1,
    doses: 2,
    date: Temporal.Now.instant().subtract({ hours: 48 }).toString().slice(0, 10),
    lot,
    country: 'XX',
  },
}
let certificate: IssuedCertificate

async function ask<E extends Endpoint>(endpoint: E, request: RequestOf<E>) {
  const answer = await phone.page.request.fetch(addressOf(endpoint, request), {
    method: endpoint.method,
    data: (request as { body?: unknown }).body,
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  return answer
}

/** What a verifier says that has just updated. */
async function verdict(): Promise<string> {
  const list = loadTrust(await (await fetch(`${product.origin}/trust/list.json`)).text())
  if (!list.ok) throw new Error(list.refusal.code)
  return (await verify(read(certificate.text), list.value, Temporal.Now.instant().epochMilliseconds)).verdict
}

const goTo = (name: string) =>
  page
    .getByRole('navigation', { name: say('places') })
    .getByRole('link', { name: say(`places.${name}`) })
    .click()

test('a certificate of the lot counts', async () => {
  const { claim } = await sendLine(product, dose)
  const { email } = linMei
  await ask(requestSignInCode, { body: { email, language: 'en' } })
  const code = /\b\d{6}\b/.exec((await product.letter(email)).text)?.[0] ?? ''
  await ask(signInWithCode, { body: { email, code } })
  await ask(claimHealthRecord, { body: { code: claim ?? '', birthDate: dose.person.birthDate } })
  const request = { params: { certificate: freshId() }, body: { records: [dose.id], wish: { country: 'IT' } } }
  certificate = (await (await ask(issueCertificate, request)).json()) as IssuedCertificate
  expect([certificate.family, await verdict()]).toEqual(['eu-dcc', 'valid'])
})

test('a first officer proposes to take the lot back, with the keyboard alone; what is missing is told, and she cannot decide', async () => {
  await sitDown(desk, 'Ann')
  await goTo('recalls')
  await page.getByRole('button', { name: say('recalls.propose') }).press('Enter')
  const form = page.getByRole('form', { name: say('recalls.propose') })
  await form.getByRole('button', { name: say('recalls.propose.send'), exact: true }).press('Enter')
  await form.getByText(say('recalls.scope.missing')).waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('recall-lot')
  await page.keyboard.type(lot.toLowerCase())
  await form.getByRole('textbox', { name: say('recalls.reason') }).focus()
  await page.keyboard.type('The cold chain was broken.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const card = page.getByRole('listitem').filter({ hasText: lot })
  await card.getByText(say('recalls.counts.proposed', { certificates: 1, records: 1 })).waitFor()
  await card.getByText(say('recalls.another-decides')).waitFor()
  expect(await card.getByRole('button').count()).toBe(0)
  expect(await verdict()).toBe('valid')
  await standUp(desk)
})

test('a second officer is asked once more, and for her passkey; from then on verifiers refuse it', async () => {
  await sitDown(desk, 'Bo')
  await goTo('recalls')
  const card = page.getByRole('listitem').filter({ hasText: lot })
  await card.getByRole('button', { name: say('recalls.carry-out'), exact: true }).click()
  await card.getByText(say('recalls.sure')).waitFor()
  expect(await verdict()).toBe('valid')
  await card.getByRole('button', { name: say('recalls.carry-out.send', { certificates: 1 }) }).click()
  await proveAgain(desk, 'Bo')
  await page.getByText(say('recalls.carried-out', { certificates: 1 })).waitFor()
  await card.getByText(say('recalls.state.done')).waitFor()
  expect(await card.getByRole('button').count()).toBe(0)
  expect(await verdict()).toBe('revoked')
})

test('the counts show nothing that is small', async () => {
  await goTo('statistics')
  const table = page.getByRole('table', { name: say('statistics.certificate') })
  await table.getByRole('row', { name: new RegExp(say('statistics.certificate.eu-dcc')) }).waitFor()
  const cells = await table.getByRole('cell').allInnerTexts()
  expect(cells.every((text) => text === '–' || text === say('statistics.hidden.short') || Number(text) >= 10)).toBe(
    true,
  )
  expect(cells).toContain(say('statistics.hidden.short'))
})
