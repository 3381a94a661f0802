import {
  addressOf,
  type Endpoint,
  type RequestOf,
  requestSignInCode,
  saveRegistration,
  signInWithCode,
} from '@consular/api'
import { newId } from '@consular/domain/shared'
import type { Product } from './product.ts'

/** A registration of one person, at a distance to the north of Izmir's centre. */
export interface Registered {
  readonly number: number
  readonly kind: 'resident' | 'trip'
  readonly km: number
  readonly birthDate: string
  readonly needs: readonly ('child-alone' | 'medical' | 'elderly')[]
  readonly onManifest: boolean
}

export const centre = { lat: 38.423, lon: 27.143 }
/** An account may hold so many registrations. */
const each = 20

const fresh = () =>
  newId<never>(Temporal.Now.instant(), (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>))
export const phoneOf = (number: number): string => `+905550${String(number).padStart(6, '0')}`
const letters = (number: number): string =>
  String(number)
    .split('')
    .map((digit) => String.fromCodePoint(65 + Number(digit)))
    .join('')
/** The given name of the person of a number, in letters; the family name is always Crisis. */
export const givenName = (number: number): string => `N${letters(number)}`

/** Sends one request of the contract as a program does, with the cookie of who asks. */
async function ask<E extends Endpoint>(
  product: Product,
  endpoint: E,
  request: RequestOf<E>,
  cookie = '',
): Promise<Response> {
  const response = await fetch(`${product.origin}${addressOf(endpoint, request)}`, {
    method: endpoint.method,
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(request.body),
  })
  if (!response.ok) throw new Error(`${endpoint.name}: ${response.status} ${await response.text()}`)
  return response
}

/** Signs somebody in by the code in her mail; her cookie. */
async function cookieFor(product: Product, email: string): Promise<string> {
  await ask(product, requestSignInCode, { body: { email, language: 'en' } })
  const { text } = await product.letter(email)
  const code = /\b\d{6}\b/.exec(text)?.[0] ?? ''
  const response = await ask(product, signInWithCode, { body: { email, code } })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

async function register(product: Product, cookie: string, person: Registered): Promise<void> {
  const { number, kind, km, birthDate, needs, onManifest } = person
  const details = {
    kind,
    country: 'TR',
    place: `Street ${number}`,
    position: { lat: centre.lat + km / 111.195, lon: centre.lon },
    from: '2026-11-10',
    until: kind === 'trip' ? '2026-12-05' : null,
    email: null,
    phone: phoneOf(number),
    language: 'en' as const,
    onManifest,
    persons: [
      {
        id: fresh(),
        familyName: 'Crisis',
        givenName: givenName(number),
        latinName: null,
        birthDate,
        documentNumber: `U${number}`,
        phone: null,
        needs: [...needs],
      },
    ],
  }
  await ask(product, saveRegistration, { params: { registration: fresh() }, body: { version: 0, ...details } }, cookie)
}

/** Registers everybody as the app would, a few of them to each account; the accounts are named after the first. */
export async function registerAll(product: Product, people: readonly Registered[], name: string): Promise<void> {
  for (let start = 0; start < people.length; start += each) {
    const cookie = await cookieFor(product, start === 0 ? `${name}@example.org` : `${name}${start}@example.org`)
    for (const person of people.slice(start, start + each)) await register(product, cookie, person)
  }
}

/** A short message as the gateway brings it. */
export const sms = async (
  product: Product,
  key: string,
  message: { id: string; from: string; text: string },
): Promise<number> =>
  (
    await fetch(`${product.origin}/api/telephone/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(message),
    })
  ).status

/** What a relative sends from the page, as its form does. */
export async function tellOf(
  product: Product,
  crisis: string,
  fields: Readonly<Record<string, string>>,
): Promise<number> {
  const body = new URLSearchParams({
    relative: fresh(),
    says: 'missing',
    language: 'en',
    reporterName: 'A sister',
    reporterPhone: '+39 02 1',
    ...fields,
  })
  return (await fetch(`${product.origin}/crisis/relatives/${crisis}`, { method: 'POST', body })).status
}
