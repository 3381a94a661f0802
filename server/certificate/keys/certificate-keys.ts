import type { KeyObject } from 'node:crypto'
import type { Entry, Family, Outcome, Signer } from '@consular/certificate'
import type { Context } from '../../context.ts'
import { signerIdentity } from './identity.ts'
import type { KeyFolder } from './key-folder.ts'
import { activeKey, algorithmOf, type KeyIndex, type KeyRecord, type KeyUsage, usageFor } from './key-record.ts'
import { NotDone } from './refused.ts'
import type { KeyVault } from './vault.ts'

/** A signer whose key is active, and until when. */
export interface ActiveSigner extends Signer {
  readonly until: Temporal.Instant
  /** By what another thread of this process signs as this signer; null where the key lies in a module. */
  readonly aside: { readonly signer: Omit<Signer, 'sign'>; readonly key: KeyObject } | null
}

/** The keys by which certificates are issued. Signing is asynchronous, so that the private key may lie in a module far away. */
export interface CertificateKeys {
  /** The index as it is now; null where there are no keys. A change by a command is seen at once. */
  index(): Promise<KeyIndex | null>
  /** Who signs a certificate of a family about a kind of entry. Refuses `keys.none` where no key is active, or the one that is has run out, and `keys.locked` where its private part cannot be used here. */
  signerFor(family: Family, kind: Entry['kind']): Promise<Outcome<ActiveSigner>>
  /** Who signs for a usage, with the same refusals. */
  signerForUsage(usage: KeyUsage): Promise<Outcome<ActiveSigner>>
  /** A signer of one key, whichever state it is in. */
  signerOf(index: KeyIndex, key: KeyRecord): Signer
}

/** Keys of a folder. Those of a demonstration count in one alone, and others never there: there are none, then. */
export function certificateKeys(
  folder: KeyFolder,
  vault: KeyVault,
  { config, now }: Pick<Context, 'config' | 'now'>,
): CertificateKeys {
  const opened = new Set<string>()
  let known: { readonly version: string | null; readonly index: KeyIndex | null } | null = null

  async function index(): Promise<KeyIndex | null> {
    const version = await folder.version()
    if (known === null || known.version !== version)
      known = { version, index: version === null ? null : await folder.read() }
    const { index: found } = known
    const isDemonstration = found?.identity.country === 'XX'
    return isDemonstration === (config.mode === 'demonstration') ? found : null
  }

  const signerOf = (whole: KeyIndex, key: KeyRecord): Signer => ({
    ...signerIdentity(whole, key),
    algorithm: algorithmOf(key.usage),
    sign: (bytes) => vault.sign(key.id, bytes),
  })

  async function signerForUsage(usage: KeyUsage): Promise<Outcome<ActiveSigner>> {
    const whole = await index()
    const key = whole === null ? undefined : activeKey(whole, usage)
    if (!whole || !key || Temporal.Instant.compare(now(), Temporal.Instant.from(key.until)) > 0)
      return { ok: false, refusal: { code: 'keys.none', data: { usage } } }
    const { sign, ...signer } = signerOf(whole, key)
    try {
      // Opens the key before anything is promised: a locked one is told here, and not in the middle of a certificate.
      if (!opened.has(key.id)) await sign(new Uint8Array(32))
      opened.add(key.id)
      const held = await vault.held(key.id)
      const aside = held && { signer, key: held }
      return { ok: true, value: { ...signer, sign, aside, until: Temporal.Instant.from(key.until) } }
    } catch (error) {
      if (error instanceof NotDone) return { ok: false, refusal: { code: 'keys.locked', data: { usage } } }
      throw error
    }
  }

  return { index, signerFor: (family, kind) => signerForUsage(usageFor(family, kind)), signerForUsage, signerOf }
}
