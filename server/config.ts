import { delimiter, join, resolve } from 'node:path'
import * as z from 'zod'

const secret = z.string().min(32, 'needs at least 32 characters')
const whole = (least: number, most: number) => {
  const error = `is a whole number from ${least} to ${most}`
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error })
}
const oneOf = <const Word extends string>(...words: readonly Word[]) =>
  z.enum(words, { error: `is one of ${words.join(', ')}` })

/**
 * Every setting of the service: its name in the environment, its default and its meaning.
 * Parsed once at the start; a bad one stops the start with one clear line.
 */
const Settings = z.object({
  /** `demonstration`: example officers, a local mailbox, a banner on every page. `production`: none of these. */
  CONSULAR_MODE: oneOf('demonstration', 'production').default('demonstration'),
  /** The ministry's pack, a folder of `pack/`. */
  CONSULAR_PACK: z
    .string()
    .regex(/^[a-z]+$/, 'is the name of a folder of pack/')
    .default('cn'),
  CONSULAR_HOST: z.string().default('127.0.0.1'),
  CONSULAR_PORT: whole(0, 65535).default(7010),
  /** The address that people type, with https in production; passkeys are bound to its host. */
  CONSULAR_ORIGIN: z.url({ protocol: /^https?$/, error: 'is an address such as https://consulate.example' }).optional(),
  /** How many proxies of one's own stand in front and add the caller's address to X-Forwarded-For; rate limits count by it. */
  CONSULAR_PROXIES: whole(0, 5).default(0),
  /** Where the embedded database keeps its data and the service its demonstration keys. */
  CONSULAR_DATA: z.string().default('data'),
  /** A PostgreSQL of one's own, 15 or later; without it the embedded one runs. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'starts with postgres://')
    .optional(),
  /** Salts the hashes of rate limits; at least 32 random characters. */
  CONSULAR_SECRET: secret.optional(),
  /** Ed25519 private key (PKCS#8 PEM, or a path to such a file) that signs audit heads and personalisation orders. */
  CONSULAR_SIGNING_KEY: z.string().optional(),
  /** Where the keys of the health certificates lie; `certificate-keys` in the data folder where nothing is said. */
  CONSULAR_CERTIFICATE_KEYS: z.string().optional(),
  /** The passphrase of these keys, at least 16 characters. A demonstration makes its own; without it production starts, and issues and publishes nothing. */
  CONSULAR_CERTIFICATE_PASSPHRASE: z.string().min(16, 'needs at least 16 characters').optional(),
  /** The passphrase that takes its place, for `consular keys passphrase`. */
  CONSULAR_CERTIFICATE_NEW_PASSPHRASE: z.string().min(16, 'needs at least 16 characters').optional(),
  /** A hardware module for these keys: the path of its PKCS#11 library. The label of the token and the PIN belong to it. */
  CONSULAR_CERTIFICATE_MODULE: z.string().optional(),
  CONSULAR_CERTIFICATE_TOKEN: z.string().default('consular'),
  CONSULAR_CERTIFICATE_PIN: z.string().optional(),
  /** Where letters leave: smtp://user:password@host:587 */
  CONSULAR_MAIL_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'starts with smtp:// or smtps://')
    .optional(),
  CONSULAR_MAIL_FROM: z.email('is an e-mail address').optional(),
  /** Where calls and short messages to duty officers leave: an https address that takes a POST for each (docs/operating.md). Without it production calls by e-mail alone. */
  CONSULAR_TELEPHONE_URL: z
    .url({ protocol: /^https?$/, error: 'is an address such as https://gateway.example/call' })
    .optional(),
  /** What the gateway asks for as `authorization: Bearer …`. */
  CONSULAR_TELEPHONE_KEY: z.string().optional(),
  /** What the gateway shows, as `authorization: Bearer …`, when it brings short messages and receipts; at least 32 characters. Without it none are taken. */
  CONSULAR_TELEPHONE_INBOUND_KEY: secret.optional(),
  /** The most messages of a crisis that a process hands over in a second. */
  CONSULAR_TELEPHONE_RATE: whole(1, 5000).default(100),
  /** The push services that browsers may name, separated by commas; `*.` stands for any beginning. */
  CONSULAR_PUSH_HOSTS: z
    .string()
    .default('fcm.googleapis.com,updates.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com'),
  /** Demonstration only: the instant at which the service believes to have started; its clock can then be moved. */
  CONSULAR_NOW: z.iso.datetime('is an instant such as 2026-11-24T09:00:00Z').optional(),
  /** Trust material of the verifiers: a folder or a file, as `consular verify --trust` takes it. */
  CONSULAR_TRUST: z.string().optional(),
  /** What signs the lists of this material: files or folders, separated as in PATH, as `consular verify --anchor` takes them. A list that fails stops the start. */
  CONSULAR_TRUST_ANCHORS: z.string().optional(),
  /** Acceptance rules and value sets of the verifiers: a folder or a file, as `consular verify --rules-from` takes it. */
  CONSULAR_RULES: z.string().optional(),
  CONSULAR_LOG: oneOf('silent', 'error', 'warn', 'info', 'debug').default('warn'),
})

/** The settings as the service uses them. */
export interface Config {
  readonly mode: 'demonstration' | 'production'
  readonly pack: string
  readonly host: string
  readonly port: number
  readonly origin: string | null
  readonly proxies: number
  readonly dataFolder: string
  readonly databaseUrl: string | null
  readonly secret: string | null
  readonly signingKey: string | null
  readonly certificateKeys: string
  readonly certificatePassphrase: string | null
  readonly certificateNewPassphrase: string | null
  readonly certificateModule: { readonly library: string; readonly token: string; readonly pin: string | null } | null
  readonly mail: { readonly url: string; readonly from: string } | null
  readonly telephone: { readonly url: string; readonly key: string | null } | null
  readonly telephoneInboundKey: string | null
  readonly telephoneRate: number
  readonly pushHosts: readonly string[]
  readonly startAt: string | null
  readonly trust: string | null
  readonly trustAnchors: readonly string[] | null
  readonly rules: string | null
  readonly log: string
}

/** A setting that cannot be used; its message is one line for the operator. */
export class BadSetting extends Error {}

/** Parses the environment. Throws `BadSetting` with a line that names the setting and what it should be. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in Settings.shape && value !== ''),
  )
  const parsed = Settings.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new BadSetting(`${String(issue?.path[0])}: ${issue?.message}`)
  }
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith('CONSULAR_') && !(name in Settings.shape) && !known.has(name),
  )
  if (unknown !== undefined) throw new BadSetting(`${unknown}: there is no such setting`)
  const s = parsed.data
  const config: Config = {
    mode: s.CONSULAR_MODE,
    pack: s.CONSULAR_PACK,
    host: s.CONSULAR_HOST,
    port: s.CONSULAR_PORT,
    origin: s.CONSULAR_ORIGIN ? new URL(s.CONSULAR_ORIGIN).origin : null,
    proxies: s.CONSULAR_PROXIES,
    dataFolder: resolve(s.CONSULAR_DATA),
    databaseUrl: s.DATABASE_URL ?? null,
    secret: s.CONSULAR_SECRET ?? null,
    signingKey: s.CONSULAR_SIGNING_KEY ?? null,
    certificateKeys: resolve(s.CONSULAR_CERTIFICATE_KEYS ?? join(s.CONSULAR_DATA, 'certificate-keys')),
    certificatePassphrase: s.CONSULAR_CERTIFICATE_PASSPHRASE ?? null,
    certificateNewPassphrase: s.CONSULAR_CERTIFICATE_NEW_PASSPHRASE ?? null,
    certificateModule: s.CONSULAR_CERTIFICATE_MODULE
      ? {
          library: resolve(s.CONSULAR_CERTIFICATE_MODULE),
          token: s.CONSULAR_CERTIFICATE_TOKEN,
          pin: s.CONSULAR_CERTIFICATE_PIN ?? null,
        }
      : null,
    mail: s.CONSULAR_MAIL_URL && s.CONSULAR_MAIL_FROM ? { url: s.CONSULAR_MAIL_URL, from: s.CONSULAR_MAIL_FROM } : null,
    telephone: s.CONSULAR_TELEPHONE_URL
      ? { url: s.CONSULAR_TELEPHONE_URL, key: s.CONSULAR_TELEPHONE_KEY ?? null }
      : null,
    telephoneInboundKey: s.CONSULAR_TELEPHONE_INBOUND_KEY ?? null,
    telephoneRate: s.CONSULAR_TELEPHONE_RATE,
    pushHosts: s.CONSULAR_PUSH_HOSTS.split(',').map((host) => host.trim()),
    startAt: s.CONSULAR_NOW ?? null,
    trust: s.CONSULAR_TRUST ? resolve(s.CONSULAR_TRUST) : null,
    trustAnchors: s.CONSULAR_TRUST_ANCHORS
      ? s.CONSULAR_TRUST_ANCHORS.split(delimiter).map((path) => resolve(path))
      : null,
    rules: s.CONSULAR_RULES ? resolve(s.CONSULAR_RULES) : null,
    log: s.CONSULAR_LOG,
  }
  if (config.mode === 'production') refuseUnfitForProduction(config)
  return config
}

/** Read elsewhere: by the tests. */
const known = new Set(['CONSULAR_SHARED'])

function refuseUnfitForProduction(config: Config): void {
  const needed: readonly (readonly [string, boolean, string])[] = [
    [
      'CONSULAR_ORIGIN',
      config.origin?.startsWith('https://') ?? false,
      'production needs the https address that people type',
    ],
    ['CONSULAR_SECRET', config.secret !== null, 'production needs a secret of at least 32 random characters'],
    [
      'CONSULAR_SIGNING_KEY',
      config.signingKey !== null,
      'production needs an Ed25519 private key (PKCS#8 PEM or a path to it)',
    ],
    ['CONSULAR_MAIL_URL', config.mail !== null, 'production needs a mail server, and CONSULAR_MAIL_FROM'],
    ['CONSULAR_NOW', config.startAt === null, 'production runs on the real clock'],
  ]
  const missing = needed.find(([, fits]) => !fits)
  if (missing) throw new BadSetting(`${missing[0]}: ${missing[2]}`)
}
