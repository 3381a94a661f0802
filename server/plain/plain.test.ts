import { gzipSync } from 'node:zlib'
import { formatter } from '@consular/messages'
import type { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadPack } from '../mission/index.ts'
import { plainRoutes } from './index.ts'

const night = Temporal.Instant.from('2026-11-22T23:40:00+01:00')
let uto: Hono
let cn: Hono

beforeAll(async () => {
  uto = plainRoutes({ pack: await loadPack('uto'), now: () => night, config: { mode: 'demonstration' } })
  cn = plainRoutes({ pack: await loadPack('cn'), now: () => night, config: { mode: 'production' } })
})

const english = { 'accept-language': 'en' }
const open = async (app: Hono, path: string, headers: Record<string, string> = english) => {
  const response = await app.request(path, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const post = async (
  app: Hono,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = english,
) => {
  const response = await app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const bologna = { lat: '44.4949', lon: '11.3426' }

describe('help', () => {
  it('is one tap away on every page, with the numbers of the mission that the page is about', async () => {
    const links = async (path: string) => /class="button sos" href="([^"]*)"/.exec((await open(uto, path)).text)?.[1]
    expect(await links('/')).toBe('/sos')
    expect(await links('/find?city=Bologna')).toBe('/sos?mission=uto-it-florence-cg')
    expect(await links('/missions/TH')).toBe('/sos?mission=uto-th-embassy')
    expect(await links('/apply?mission=uto-it-milan-cg')).toBe('/sos?mission=uto-it-milan-cg')
  })
})

describe('find my mission without JavaScript', () => {
  it('a typed city and a position give the same two answers', async () => {
    for (const { status, text } of [await open(uto, '/find?city=Bologna'), await post(uto, '/find', bologna)]) {
      expect(status).toBe(200)
      expect(text).toContain('Consulate-General of Utopia in Florence')
      expect(text).toContain('about 80 km away')
      expect(text).toContain('href="tel:+390555550399"')
      expect(text).toContain('href="tel:112"')
      expect(text).toContain('It serves Emilia-Romagna')
      expect(text).toContain('about 203 km away')
      expect(text).toContain('Closed, opens Mon 09:00 (in 9 h 20 min)')
    }
  })

  it('the message carries the position, and the position stands in no address', async () => {
    const { text } = await post(uto, '/find', bologna)
    expect(text).toMatch(
      /<a[^>]+href="sms:\+390555550399\?body=[^"]*44\.4949,11\.3426"[^>]*>[^<]*44\.4949,11\.3426<\/a>/,
    )
    const addresses = [...text.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, address]) => address ?? '')
    expect(addresses.filter((address) => address.includes('44.4949') && !address.startsWith('sms:'))).toEqual([])
  })

  it('speaks Chinese to a Chinese reader, and keeps the language that was tapped', async () => {
    expect((await open(uto, '/', { 'accept-language': 'zh-CN' })).text).toContain('找到我的使领馆')
    const tapped = await open(uto, '/?language=en', { 'accept-language': 'zh-CN' })
    expect(tapped.text).toContain('Find my mission')
    expect(tapped.headers.get('set-cookie')).toMatch(/^language=en;/)
    const again = await open(uto, '/', { 'accept-language': 'zh-CN', cookie: 'language=en' })
    expect(again.text).toContain('<html lang="en">')
    const answer = await post(uto, '/find', { ...bologna, language: 'zh-Hans' })
    expect(answer.text).toContain('距离约 80 公里')
  })

  it('an unknown city gets suggestions, an empty one a sentence, and neither loses what was typed', async () => {
    const unknown = await open(cn, '/find?city=Bolonga')
    expect(unknown.status).toBe(422)
    expect(unknown.text).toContain('href="/find?city=Bologna%2C+IT"')
    expect(unknown.text).toContain('value="Bolonga"')
    expect((await open(cn, '/find?city=')).text).toContain('Enter the name of a city')
  })

  it('a position out of range, or made of letters, is refused with the fields kept', async () => {
    for (const fields of [
      { lat: '91', lon: '0' },
      { lat: 'here', lon: '0' },
      { lat: '', lon: '' },
      { lat: '1e1', lon: '0' },
    ]) {
      const { status, text } = await post(cn, '/find', fields)
      expect(status).toBe(422)
      expect(text).toContain('Enter numbers: latitude from -90 to 90')
      expect(text).toContain(`name="lat" value="${fields.lat}"`)
    }
  })

  it('what was typed is never markup', async () => {
    const { text } = await open(cn, `/find?city=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(text).not.toContain('<script')
  })

  it('a disputed place names candidates and the hotline, and no country', async () => {
    const { text } = await post(cn, '/find', { lat: '44.9521', lon: '34.1024' })
    expect(text).toContain('It has not been decided which mission issues documents for this place')
    expect(text).toContain('href="tel:+861012308"')
    expect(text).not.toContain('another country')
    expect((await open(cn, '/find?city=Simferopol')).text).not.toMatch(/<h1>[^<]*(Russia|Ukraine)/)
  })

  it('where a state is divided, only its part is claimed', async () => {
    expect((await open(cn, '/find?city=San Diego')).text).toContain('It serves this part of California')
  })

  it('at home no mission abroad is named', async () => {
    const { text } = await open(cn, '/find?city=Shanghai')
    expect(text).toContain('No mission abroad issues documents for this place')
    expect(text).not.toContain('km away')
  })
})

describe('documents', () => {
  it('at a mission that is not competent are refused before any form, with the way to the competent one', async () => {
    for (const { status, text } of [
      await open(uto, '/apply?mission=uto-it-florence-cg&city=Bologna'),
      await post(uto, '/apply', { mission: 'uto-it-florence-cg', ...bologna }),
    ]) {
      expect(status).toBe(200)
      expect(text).toContain('This mission cannot issue your documents')
      expect(text).toContain('Go to Consulate-General of Utopia in Milan')
      expect(text).toContain('uto-it-milan-cg')
    }
  })

  it('at the competent mission lead to the application', async () => {
    const response = await uto.request('/apply?mission=uto-it-milan-cg&city=Bologna')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/app/start/at/uto-it-milan-cg')
  })

  it('asked for without a place lead to the question for the city; an unknown mission is not found', async () => {
    expect((await open(uto, '/apply?mission=uto-it-milan-cg')).text).toContain('Where do you live?')
    expect((await open(uto, '/apply?mission=uto-nowhere&city=Bologna')).status).toBe(404)
  })
})

describe('the list', () => {
  it('leads to every country, and every mission that serves the public', async () => {
    const list = (await open(cn, '/missions')).text
    const countries = [...list.matchAll(/href="\/missions\/([A-Z]{2})"/g)].map(([, code]) => code ?? '')
    expect(countries.length).toBeGreaterThan(170)
    const shown = new Set<string>()
    for (const country of countries) {
      const { status, text } = await open(cn, `/missions/${country}`)
      expect(status).toBe(200)
      for (const [, id] of text.matchAll(/\/apply\?mission=([a-z0-9-]+)"/g)) shown.add(id ?? '')
    }
    expect(shown.size).toBe(280)
  }, 20_000)

  it('an unknown country is not found', async () => {
    for (const country of ['ZZ', 'it', '%3Cb%3E']) expect((await open(cn, `/missions/${country}`)).status).toBe(404)
  })
})

describe('every page', () => {
  it('is at most 14 KB over the wire, loads nothing else and runs nothing', async () => {
    for (const path of [
      '/',
      '/find?city=Bologna',
      '/find?city=London',
      '/find?city=Bolonga',
      '/missions',
      '/missions/US',
      '/missions/JP',
      '/apply?mission=cn-it-milan-cg',
      '/apply?mission=cn-it-milan-cg&city=Rome',
      '/sources',
    ]) {
      for (const language of ['zh-Hans', 'en']) {
        const { status, text } = await open(cn, path, { cookie: `language=${language}` })
        expect(status, path).toBeLessThan(500)
        expect(gzipSync(text).length, path).toBeLessThan(13 * 1024)
        // The empty icon keeps browsers from asking for one.
        expect(text.replace('<link rel="icon" href="data:,">', '')).not.toMatch(/<script|<img|<link|@import|url\(/)
      }
    }
  })

  it('of a demonstration says so, and none in production', async () => {
    const sentence = formatter('en', 'common')('service.demonstration')
    expect((await open(uto, '/')).text).toContain(sentence)
    expect((await open(cn, '/')).text).not.toContain(sentence)
  })
})
