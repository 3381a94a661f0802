import type { Entry, Family, Test, Vaccination } from '../certificate.ts'
import { contexts, vaccinationUrl } from '../divoc/testing.ts'
import { toBase64, toBase64url } from '../encoding/base64.ts'
import { issue, type Means } from '../issue.ts'
import type { HealthRecord, Signer } from '../record.ts'
import { present } from '../sdjwt/index.ts'
import { publicKeyToJwk } from '../signature/jwk.ts'
import { sha256 } from '../signature/sha256.ts'
import type { TrustList } from '../trust/trust-list.ts'
import { certify, type IssuingKey, type Wanted } from './certificates.ts'
import { type FuzzKey, makeEd25519, makeP256, makeRsa } from './keys.ts'
import type { Random } from './random.ts'
import type { Seed } from './seed.ts'

export const now = 1_795_000_000_000
const day = 86_400_000

/** Who issues in a run, with keys of its own. */
export interface Issuers {
  readonly authority: IssuingKey & { readonly certificate: Uint8Array }
  readonly upload: IssuingKey & { readonly certificate: Uint8Array }
  readonly signers: {
    readonly [name in 'es256' | 'ps256' | 'seal' | 'shc' | 'sdjwt' | 'ed' | 'rsa']: Signer & { readonly own: FuzzKey }
  }
  readonly holder: FuzzKey
}

export const divocIssuer = 'did:web:divoc.example'
export const audience = { audience: 'https://verifier.example', nonce: 'n-0S6_WzA2Mj' }
const url = 'https://issuer.example'
const period = { from: now - 100 * day, until: now + 1000 * day }

/** Makes the keys and the certificates of a run. */
export function makeIssuers(random: Random): Issuers {
  const [root, uploading] = [makeP256(random), makeP256(random)]
  const above = { key: root, country: 'XA', name: 'Authority' }
  const wanted = (name: string, serial: number, more: Partial<Wanted> = {}): Wanted => ({
    name,
    country: 'XA',
    serial,
    ...period,
    ...more,
  })
  const authority = { ...above, certificate: certify(root, above, wanted('Authority', 1, { isAuthority: true })) }
  const upload = {
    key: uploading,
    country: 'XA',
    name: 'Upload',
    certificate: certify(uploading, above, wanted('Upload', 2)),
  }
  const signer = (
    own: FuzzKey,
    keyId: string,
    issuer: string,
    certificate?: Uint8Array,
  ): Signer & { own: FuzzKey } => ({
    own,
    algorithm: own.algorithm,
    keyId,
    country: 'XA',
    issuer,
    ...(certificate ? { certificate } : {}),
    sign: (bytes) => Promise.resolve(own.sign(bytes)),
  })
  const certified = (own: FuzzKey, more: Wanted): Signer & { own: FuzzKey } => {
    const certificate = certify(own, above, more)
    return signer(own, toBase64(sha256(certificate).subarray(0, 8)), 'XAA', certificate)
  }
  const rsa = makeRsa(random)
  return {
    authority,
    upload,
    signers: {
      es256: certified(makeP256(random), wanted('Signer', 3)),
      ps256: certified(
        rsa,
        wanted('Signer', 4, { usages: ['1.3.6.1.4.1.1847.2021.1.2', '1.3.6.1.4.1.1847.2021.1.1'] }),
      ),
      seal: certified(
        makeP256(random),
        wanted('Seals', 5, { usages: ['2.23.136.1.1.14.2'], documentTypes: ['NV', 'NT'] }),
      ),
      shc: signer(makeP256(random), toBase64url(random.randomize(new Uint8Array(32))), `${url}/shc`),
      sdjwt: signer(makeP256(random), 'key-1', url),
      ed: signer(makeEd25519(random), `${divocIssuer}#ed`, divocIssuer),
      rsa: signer(rsa, `${divocIssuer}#rsa`, divocIssuer),
    },
    holder: makeP256(random),
  }
}

const disease = { code: '840539006', system: 'http://snomed.info/sct' }
const dose: Vaccination = {
  kind: 'vaccination',
  disease,
  vaccine: { code: '1119349007', system: 'http://snomed.info/sct', text: 'COVID-19 mRNA vaccine' },
  product: { code: 'EU/1/20/1528', text: 'Comirnaty' },
  manufacturer: { code: 'ORG-100030215', text: 'Biontech' },
  dose: 2,
  doses: 3,
  date: '2026-09-15',
  country: 'CN',
  issuer: 'Ministry of Health',
  lot: 'SD2574',
  centre: 'Clinic 7',
  validFrom: '2026-09-29',
}
const test: Test = {
  kind: 'test',
  disease,
  method: 'nucleic-acid',
  type: null,
  device: null,
  sampledAt: '2026-11-16T08:05:00Z',
  result: 'not-detected',
  resultCode: null,
  country: 'CN',
  issuer: 'Ministry of Health',
  centre: 'Laboratory 3',
}
const rapid: Test = { ...test, method: 'antigen', device: { code: '1232', text: 'Panbio' }, result: 'detected' }
const recovery: Entry = {
  kind: 'recovery',
  disease,
  country: 'CN',
  issuer: 'Ministry of Health',
  firstPositiveOn: '2026-08-01',
  validFrom: '2026-08-12',
  validUntil: '2027-01-28',
}
const yellowFever: Vaccination = { ...dose, product: { code: `YellowFeverProduct${'0'.repeat(31)}1` } }

const people: readonly HealthRecord['person'][] = [
  {
    familyName: '王',
    givenName: '秀英',
    latin: { familyName: 'Wang', givenName: 'Xiuying' },
    birthDate: '1990-06-18',
    sex: 'F',
    documentNumber: 'E1234567',
    nationality: 'CN',
  },
  { familyName: 'Lindqvist', givenName: 'Zoë Maja', birthDate: '1984-02-03', documentNumber: 'XA120' },
]

type Signers = Issuers['signers']
/** Which family says what, by whose key. */
const wishes: readonly (readonly [Family, keyof Signers, readonly Entry[]])[] = [
  ['eu-dcc', 'es256', [dose]],
  ['eu-dcc', 'ps256', [dose]],
  ['eu-dcc', 'es256', [test]],
  ['eu-dcc', 'ps256', [rapid]],
  ['eu-dcc', 'es256', [recovery]],
  ['ddcc', 'es256', [dose]],
  ['ddcc', 'es256', [test]],
  ['icvp', 'es256', [yellowFever]],
  ['shc', 'shc', [dose]],
  ['shc', 'shc', [dose, test, rapid]],
  ['vds-nc', 'seal', [dose, { ...dose, dose: 1, date: '2026-08-01' }]],
  ['vds-nc', 'seal', [test]],
  ['divoc', 'ed', [dose]],
  ['divoc', 'rsa', [dose, { ...dose, dose: 1 }]],
  ['sd-jwt-vc', 'sdjwt', [test, recovery]],
  ['sd-jwt-vc', 'sdjwt', [recovery]],
]

/** The status list entries that the samples name. */
export const statusList = 'https://issuer.example/status/1'

/** Certificates of every family, issued by the library itself; `rid` and UVCI of the second person are on revocation lists. */
export async function makeSamples(random: Random, issuers: Issuers, trust: TrustList): Promise<readonly Seed[]> {
  const seeds: Seed[] = []
  for (const [at, person] of people.entries())
    for (const [family, name, entries] of wishes) {
      const { own, ...signer } = issuers.signers[name]
      const means: Means = {
        signers: { [family]: signer },
        terms: { issuedAt: now - 10 * day, expiresAt: now + 90 * day, id: `URN:UVCI:01:XA:${at}#A` },
        ids: { shc: `XA-${at}`, 'vds-nc': `XV000000000${at}` },
        sdJwt: {
          random: random.randomize,
          holderKey: publicKeyToJwk(issuers.holder.publicKey),
          status: { uri: statusList, index: at },
        },
        divoc: { contexts, vaccinationContext: vaccinationUrl },
      }
      const made = await issue({ person, entries }, { families: [family] }, means)
      if (!made.ok) throw new Error(`${family} ${entries[0]?.kind}: ${JSON.stringify(made.refusal.data)}`)
      const seed = { trust, now, key: own }
      seeds.push({ ...seed, text: made.value.text })
      if (made.value.file) seeds.push({ ...seed, text: made.value.file })
      if (family === 'sd-jwt-vc') seeds.push(...(await presentations(made.value.text, seed, issuers.holder)))
    }
  return seeds
}

async function presentations(text: string, seed: Omit<Seed, 'text'>, holder: FuzzKey): Promise<readonly Seed[]> {
  const sign: Signer['sign'] = (bytes) => Promise.resolve(holder.sign(bytes))
  const keyBinding = { ...audience, issuedAt: now - 1000, sign }
  const shown = await present(text, { disclose: [['birth_year'], ['recoveries', 0]], keyBinding })
  if (!shown.ok) throw new Error(shown.refusal.code)
  const bound = { ...seed, holderKey: holder }
  return [
    { ...bound, text: shown.value, keyBinding: audience },
    { ...bound, text: shown.value },
  ]
}
