import type { IssuedFamily } from '@consular/api'
import { read, verify } from '@consular/certificate'
import { readCodes } from '@consular/certificate/qr'
import { beforeAll, describe, expect, test } from 'vitest'
import { picturesIn } from '../../../certificate/qr/pdf.ts'
import { ensureDemonstrationKeys, ownTrust } from '../keys/index.ts'
import { cases, issueOne, newService } from '../keys/testing-keys.ts'
import { codeSide } from './code.ts'
import { printCertificate } from './print-certificate.ts'
import { blur, pixelsOf, scan, soil } from './testing-copier.ts'

const service = await newService({ certificatePassphrase: 'a passphrase of the tests' })
const stranger = await newService({ certificatePassphrase: 'another passphrase of the tests' })
beforeAll(async () => {
  await ensureDemonstrationKeys(service, () => undefined)
  await ensureDemonstrationKeys(stranger, () => undefined)
})

const onPaper = cases.filter(([family]) => family !== 'sd-jwt-vc' && family !== 'divoc')

async function print(text: string, family: string, context = service): Promise<Uint8Array<ArrayBuffer>> {
  const paper = await printCertificate(context, { text, family: family as IssuedFamily })
  if (!paper.ok) throw new Error(JSON.stringify(paper.refusal))
  return paper.value
}

/** The code of a paper, as pixels. */
function codeOn(paper: Uint8Array) {
  const pictures = picturesIn(paper).filter((each) => !(each instanceof Uint8Array))
  expect(pictures).toHaveLength(1)
  const [code] = pictures
  if (!code || code instanceof Uint8Array) throw new Error('The paper has no code')
  return code
}

describe('a certificate on paper', () => {
  test.each(onPaper.map(([family, entry]) => [family, entry.kind, entry] as const))(
    'of %s, %s: is one page whose code says what the phone sent, and is valid with what we publish',
    async (family, _, entry) => {
      const text = await issueOne(service, family, entry)
      const paper = await print(text, family)
      expect(Buffer.from(paper.subarray(0, 8)).toString('latin1')).toBe('%PDF-1.7')
      expect(
        Buffer.from(paper)
          .toString('latin1')
          .match(/\/Type \/Page\b/g),
      ).toHaveLength(1)
      const [code] = await readCodes(paper)
      expect(code?.text).toBe(text)
      const report = await verify(read(code?.text ?? ''), await ownTrust(service), service.now().epochMilliseconds)
      expect(report.verdict).toBe('valid')
    },
  )

  test.each(
    onPaper.filter(([family]) => family !== 'ddcc').map(([family, entry]) => [family, entry.kind, entry] as const),
  )(
    'of %s, %s: is read after a copier that blurs, soils and loses contrast, at 200 dots an inch',
    async (family, _, entry) => {
      const text = await issueOne(service, family, entry)
      const code = codeOn(await print(text, family))
      const dots = Math.round((codeSide / 72) * 200)
      const copied = soil(blur(scan(code, dots), 1), { noise: 110, specks: 0.015, size: 3, seed: 7 })
      const again = soil(blur(copied, 1), { noise: 60, specks: 0.01, size: 2, seed: 11 })
      const [found] = await readCodes(pixelsOf(again))
      expect(found?.text).toBe(text)
    },
  )

  test('and a copy of which nothing is left but grey is not read: the copier of these tests can destroy', async () => {
    const [family, entry] = onPaper[0] ?? []
    if (!family || !entry) throw new Error('no case')
    const code = codeOn(await print(await issueOne(service, family, entry), family))
    expect(await readCodes(pixelsOf(blur(scan(code, code.width), 12)))).toEqual([])
  })
})

describe('is refused', () => {
  test('what another service signed, though it is of the same form and country', async () => {
    const [family, entry] = onPaper[0] ?? []
    if (!family || !entry) throw new Error('no case')
    const text = await issueOne(stranger, family, entry)
    expect(await printCertificate(service, { text, family: family as IssuedFamily })).toMatchObject({
      ok: false,
      refusal: { code: 'certificate.not-ours', data: { verdict: 'untrusted' } },
    })
    expect((await print(text, family, stranger)).length).toBeGreaterThan(1000)
  })

  test('what is no certificate, is of another family, was changed, or has run out', async () => {
    const [family, entry] = onPaper[0] ?? []
    if (!family || !entry) throw new Error('no case')
    const text = await issueOne(service, family, entry)
    const refused = { ok: false, refusal: { code: 'certificate.not-ours' } }
    expect(await printCertificate(service, { text: 'a cat', family: 'eu-dcc' })).toMatchObject(refused)
    expect(await printCertificate(service, { text, family: 'shc' })).toMatchObject(refused)
    expect(await printCertificate(service, { text: text.slice(0, -12), family: 'eu-dcc' })).toMatchObject(refused)
    const later = { ...service, now: () => service.now().add({ hours: 24 * 30 }) }
    expect(await printCertificate(later, { text, family: 'eu-dcc' })).toMatchObject({
      refusal: { code: 'certificate.not-ours', data: { verdict: 'expired' } },
    })
  })

  test('a certificate whose holder chooses what is shown, with the family to take in its place', async () => {
    const [, entry] = cases.find(([family]) => family === 'sd-jwt-vc') ?? []
    if (!entry) throw new Error('no case')
    const text = await issueOne(service, 'sd-jwt-vc', entry)
    expect(await printCertificate(service, { text, family: 'sd-jwt-vc' })).toEqual({
      ok: false,
      refusal: { code: 'certificate.too-large-for-paper', data: { instead: 'eu-dcc' } },
    })
  })
})
