import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HealthRecord, Signer } from '@consular/certificate'
import { issue } from '@consular/certificate/issue'
import { signerFrom } from '@consular/certificate/signer'
import { noTrust, saveTrust, type TrustList } from '@consular/certificate/trust'

// Certificates of the country XX, which is no country, signed by keys that are born and gone with the test.

const day = 86_400_000

/** A traveller’s code, and the word that the verifier has to say about it. */
export interface Shown {
  readonly name: string
  readonly word: string
  readonly text: string
}

/** A certificate to be made. */
interface Order {
  readonly given: string
  readonly id: string
  readonly dose?: number
  /** Milliseconds since 1970. */
  readonly from: number
  readonly until: number
}

interface Keys {
  readonly signer: Signer
  readonly spki: string
}

function makeKeys(): Keys {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const keyId = createHash('sha256').update(spki).digest().subarray(0, 8).toString('base64')
  const identity = { algorithm: 'ES256', keyId, country: 'XX', issuer: 'Demonstration' } as const
  const signer = signerFrom(privateKey.export({ type: 'pkcs8', format: 'pem' }), identity)
  if (!signer.ok) throw new Error(signer.refusal.code)
  return { signer: signer.value, spki: spki.toString('base64') }
}

const recordOf = ({ given, dose = 2 }: Order): HealthRecord => ({
  person: { familyName: 'SPECIMEN', givenName: given, birthDate: '1992-03-14' },
  entries: [
    {
      kind: 'vaccination',
      disease: { code: '840539006' },
      vaccine: { code: '1119349007' },
      product: { code: 'EU/1/20/1528' },
      manufacturer: { code: 'ORG-100030215' },
      dose,
      doses: 2,
      date: '2026-05-16',
      country: 'XX',
      issuer: 'Demonstration',
    },
  ],
})

async function make(order: Order, signer: Signer): Promise<string> {
  const terms = { issuedAt: order.from, expiresAt: order.until, id: order.id }
  const made = await issue(recordOf(order), { families: ['eu-dcc'] }, { signers: { 'eu-dcc': signer }, terms })
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.text
}

/** Another name under a signature that was made for this one: what a forger changes. */
async function tamper(order: Order, signer: Signer): Promise<string> {
  let signature = new Uint8Array()
  await make(order, { ...signer, sign: async (bytes) => (signature = new Uint8Array(await signer.sign(bytes))) })
  return make({ ...order, given: 'OTHER' }, { ...signer, sign: async () => signature })
}

const rule = {
  Identifier: 'VR-XX-0001',
  Type: 'Acceptance',
  Country: 'XX',
  Version: '1.0.0',
  SchemaVersion: '1.0.0',
  Engine: 'CERTLOGIC',
  EngineVersion: '0.7.5',
  CertificateType: 'Vaccination',
  ValidFrom: '2021-07-01T00:00:00Z',
  ValidTo: '2040-01-01T00:00:00Z',
  AffectedFields: ['v.0.dn', 'v.0.sd'],
  Description: [
    { lang: 'en', desc: 'Every dose of the series has been given.' },
    { lang: 'zh', desc: '已完成全部剂次。' },
  ],
  Logic: { '>=': [{ var: 'payload.v.0.dn' }, { var: 'payload.v.0.sd' }] },
}

const trustOf = ({ signer, spki }: Keys, revoked: string, now: number): TrustList => ({
  ...noTrust,
  sources: [{ name: 'demonstration', kind: 'certificates', at: now, proof: 'none' }],
  signers: [
    {
      keyId: signer.keyId,
      country: 'XX',
      participant: null,
      key: spki,
      usages: null,
      from: now - 1000 * day,
      until: now + 1000 * day,
      issuedBy: [],
      issuer: null,
      serial: null,
    },
  ],
  dccRevocations: [
    {
      country: 'XX',
      keyId: signer.keyId,
      kind: 'UCI',
      expires: null,
      hashes: createHash('sha256').update(revoked).digest().subarray(0, 16).toString('base64'),
    },
  ],
})

/** Writes trust material and a rule below a folder, for `CONSULAR_TRUST` and `CONSULAR_RULES`; answers eight codes, one for each thing that can be found. */
export async function prepareBorder(folder: string, now: number): Promise<readonly Shown[]> {
  const [own, stranger] = [makeKeys(), makeKeys()]
  const id = (): string => `URN:UVCI:01:XX:${randomBytes(8).toString('hex').toUpperCase()}`
  const inForce = (given: string): Order => ({ given, id: id(), from: now - 30 * day, until: now + 30 * day })
  const revoked = inForce('REVOKED')
  await mkdir(join(folder, 'trust'), { recursive: true })
  await mkdir(join(folder, 'rules'), { recursive: true })
  await writeFile(join(folder, 'trust', 'list.json'), saveTrust(trustOf(own, revoked.id, now)))
  await writeFile(join(folder, 'rules', 'rule.json'), JSON.stringify(rule))
  const expired = { ...inForce('EXPIRED'), until: now - day }
  const early = { ...inForce('EARLY'), from: now + day }
  const shown = async (name: string, word: string, text: string | Promise<string>) => ({ name, word, text: await text })
  return Promise.all([
    shown('valid', 'valid', make(inForce('VALID'), own.signer)),
    shown('tampered', 'forged', tamper(inForce('TAMPERED'), own.signer)),
    shown('unknown key', 'untrusted', make(inForce('STRANGER'), stranger.signer)),
    shown('expired', 'expired', make(expired, own.signer)),
    shown('not yet valid', 'not-yet-valid', make(early, own.signer)),
    shown('revoked', 'revoked', make(revoked, own.signer)),
    shown('rule fails', 'not-accepted', make({ ...inForce('HALFWAY'), dose: 1 }, own.signer)),
    shown('random QR', 'unrecognised', 'WIFI:T:WPA;S:Departure lounge;P:gate-17;;'),
  ])
}
