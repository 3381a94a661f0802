import { spawnSync } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { activateKey, createAuthority, destroyKey, rotateKey } from './acts.ts'
import { keyUsages } from './key-record.ts'
import { keysOf } from './open-keys.ts'
import { ownTrust } from './own-trust.ts'
import { Pkcs11Vault } from './pkcs11-vault.ts'
import { cases, filesOf, issueOne, newService, pathOf, persons, verdictOf } from './testing-keys.ts'

const library = [
  process.env['SOFTHSM2_MODULE'] ?? '',
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
].find((path) => path !== '' && existsSync(path))
const runs = (program: string, word: string): boolean => spawnSync(program, [word]).error === undefined
const hasModule = library !== undefined && runs('softhsm2-util', '--version') && runs('pkcs11-tool', '--help')
if (!hasModule)
  process.stdout.write(
    'No keys were made in a module, because SoftHSM2 and pkcs11-tool (Debian: softhsm2, opensc) are not on this machine.\n',
  )

const pin = '246813'

/** A token of SoftHSM2 of its own, and the settings that lead to it. */
function newToken() {
  mkdirSync(pathOf('tokens'), { recursive: true })
  writeFileSync(pathOf('softhsm2.conf'), `directories.tokendir = ${pathOf('tokens')}\nlog.level = ERROR\n`)
  process.env['SOFTHSM2_CONF'] = pathOf('softhsm2.conf')
  const words = [
    '--module',
    library ?? '',
    '--init-token',
    '--free',
    '--label',
    'consular',
    '--pin',
    pin,
    '--so-pin',
    '97531',
  ]
  const made = spawnSync('softhsm2-util', words)
  if (made.status !== 0) throw new Error(String(made.stderr))
  return { library: library ?? '', token: 'consular', pin }
}

describe.runIf(hasModule)('a hardware module (SoftHSM2)', () => {
  test('makes the authority and the signers, which issue what verifies, and no private key lies in the folder', {
    timeout: 60_000,
  }, async () => {
    const service = await newService({ certificateModule: newToken() })
    const { work } = await keysOf(service)
    const identity = {
      country: 'XX',
      participant: 'XXX',
      organisation: 'Demonstration',
      address: 'https://health.example',
    }
    const { keys } = await createAuthority(work, identity, { days: 100, by: persons })
    await activateKey(work, keys.at(-1)?.id ?? '', persons)
    for (const usage of keyUsages.filter((each) => each !== 'csca' && each !== 'divoc'))
      await rotateKey(work, { usage, days: 50 }, persons)
    const trust = await ownTrust(service)
    for (const [family, entry] of cases.filter(([each]) => each !== 'divoc'))
      expect([family, await verdictOf(await issueOne(service, family, entry), trust, service.now())]).toEqual([
        family,
        'valid',
      ])
    expect([...(await filesOf(service.config.certificateKeys)).keys()].toSorted()).toEqual([
      'ceremony.jsonl',
      'index.json',
    ])
    const old = (await rotateKey(work, { usage: 'shc', days: 50 }, persons)).keys.find(
      ({ usage, state }) => usage === 'shc' && state === 'retired',
    )
    expect(await work.vault.has(old?.id ?? '')).toBe(true)
    await destroyKey(work, old?.id ?? '', persons)
    expect(await work.vault.has(old?.id ?? '')).toBe(false)
  })

  test('signs what Node verifies; another PIN, a missing key and Ed25519 are refused in one line', {
    timeout: 60_000,
  }, async () => {
    const module = { library: library ?? '', token: 'consular', pin }
    const vault = new Pkcs11Vault(module)
    const key = createPublicKey({ key: Buffer.from(await vault.make('test-1', 'ES256')), format: 'der', type: 'spki' })
    const bytes = new TextEncoder().encode('what is signed')
    const signature = await vault.sign('test-1', bytes)
    expect(verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
    await expect(new Pkcs11Vault({ ...module, pin: '000000' }).sign('test-1', bytes)).rejects.toThrow(
      /^The module did not do it: .*\.$/,
    )
    await expect(vault.sign('nobody', bytes)).rejects.toThrow(/^The module did not do it: .*\.$/)
    await expect(vault.make('divoc-1', 'EdDSA')).rejects.toThrow('not made in a module')
  })
})
