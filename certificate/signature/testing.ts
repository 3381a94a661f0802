import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The OpenSSL to compare with. */
const program = process.env['OPENSSL'] ?? 'openssl'

/** Is OpenSSL on this machine? It is the other implementation that the tests compare with. */
export const hasOpenssl = spawnSync(program, ['version']).status === 0
if (!hasOpenssl) process.stdout.write('Not compared with OpenSSL, because it is not on this machine.\n')

/** A folder in which OpenSSL works; take it away with `remove`. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'certificate-'))

  /** Runs OpenSSL there; throws what it complains about. */
  run(...words: readonly string[]): void {
    const { status, stderr } = spawnSync(program, words, { cwd: this.folder })
    if (status !== 0) throw new Error(`openssl ${words.join(' ')}: ${String(stderr)}`)
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), content)
  }

  read(name: string): Uint8Array {
    return new Uint8Array(readFileSync(join(this.folder, name)))
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }
}

/** How `openssl genpkey` and its like make each kind of key. */
export const keyOptions: { readonly [kind: string]: readonly string[] } = {
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'p256 with its parameters': [
    '-algorithm',
    'EC',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-pkeyopt',
    'ec_param_enc:explicit',
  ],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'p384 with its parameters': [
    '-algorithm',
    'EC',
    '-pkeyopt',
    'ec_paramgen_curve:P-384',
    '-pkeyopt',
    'ec_param_enc:explicit',
  ],
  p521: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  'p521 with its parameters': [
    '-algorithm',
    'EC',
    '-pkeyopt',
    'ec_paramgen_curve:P-521',
    '-pkeyopt',
    'ec_param_enc:explicit',
  ],
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'rsa for PSS alone': ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'],
  ed25519: ['-algorithm', 'ED25519'],
}

/** Makes a key `NAME.key` and a self-signed certificate `NAME.pem` and `NAME.der`. */
export function makeCertificate(
  shop: Workshop,
  name: string,
  { key = 'p256', subject = '/C=XX/O=Health/CN=Test', more = [] }: CertificateOptions = {},
): void {
  shop.run('genpkey', ...(keyOptions[key] ?? []), '-out', `${name}.key`)
  shop.run(
    'req',
    '-new',
    '-x509',
    '-key',
    `${name}.key`,
    '-subj',
    subject,
    '-days',
    '100',
    '-out',
    `${name}.pem`,
    ...more,
  )
  shop.run('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.der`)
}

interface CertificateOptions {
  readonly key?: string
  readonly subject?: string
  readonly more?: readonly string[]
}

/** Makes a certificate `NAME.pem` and `NAME.der` that `authority` issued, its extensions given as `name = value`. */
export function issueCertificate(
  shop: Workshop,
  name: string,
  { authority, key = 'p256', subject = '/C=XX/O=Health/CN=Signer', extensions = [], more = [] }: IssueOptions,
): void {
  shop.run('genpkey', ...(keyOptions[key] ?? []), '-out', `${name}.key`)
  shop.run('req', '-new', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`)
  shop.write(`${name}.ext`, ['subjectKeyIdentifier = hash', 'authorityKeyIdentifier = keyid', ...extensions].join('\n'))
  const ca = ['-CA', `${authority}.pem`, '-CAkey', `${authority}.key`, '-CAcreateserial', '-extfile', `${name}.ext`]
  shop.run('x509', '-req', '-in', `${name}.csr`, ...ca, '-days', '50', '-out', `${name}.pem`, ...more)
  shop.run('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.der`)
}

interface IssueOptions extends CertificateOptions {
  readonly authority: string
  readonly extensions?: readonly string[]
}
