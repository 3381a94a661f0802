import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextAfterSignIn, signInAddress } from './next.ts'

const origin = 'https://consular.example'

test('whatever the address asks for, signing in leads to a page of this app', () => {
  const hostile = fc.constantFrom(
    '//evil.example',
    'https://evil.example/app/',
    '/app/../workbench/',
    '/app/\\evil',
    'javascript:alert(1)',
    '/app//evil.example',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        hostile,
        fc.string().map((text) => `/app/${text}`),
      ),
      (next) => {
        const there = new URL(nextAfterSignIn(next), origin)
        expect(there.origin).toBe(origin)
        expect(there.pathname.startsWith('/app/')).toBe(true)
      },
    ),
  )
})

test('a page of this app is come back to', () => {
  const page = '/app/applications/01a20901-83f0-72d5-b7ce-941a8936ad02/form/loss'
  const next = new URL(signInAddress(page), origin).searchParams.get('next') ?? ''
  expect(nextAfterSignIn(next)).toBe(page)
  expect(nextAfterSignIn(undefined)).toBe('/app/applications')
})
