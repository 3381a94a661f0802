import { parseInstant } from '../encoding/time.ts'
import type { Outcome } from '../record.ts'
import { publicKeyFromSpki } from '../signature/spki.ts'
import { combineTrust } from '../trust/combine.ts'
import { parseTrust } from '../trust/parse.ts'
import type { Skipped, TrustOptions, TrustPart } from '../trust/part.ts'
import { loadTrust, saveTrust } from '../trust/saved.ts'
import { type Corpus, Counter, type Files } from './corpus.ts'

/**
 * Every file of trust material: the lists of the GDHCN with proof, entries and chains, and refused with one character of a key changed; the German list by its index; the authorities and
 * revocation lists for VDS-NC; the files of the fresh vectors.
 */
export const trustCorpus: Corpus = {
  name: 'trust',
  run: async (files) => {
    const counter = new Counter('trust')
    await runGdhcn(files, counter)
    await runGerman(files, counter)
    await runVds(files, counter)
    await runFresh(files, counter)
    return counter.tally
  },
}

const json = async <T>(files: Files, path: string): Promise<T> => JSON.parse(await files.text(path)) as T

async function anchored(files: Files, folder: string, anchor: string): Promise<TrustOptions> {
  const index = await json<{ readonly [url: string]: string }>(files, `${folder}/contexts/index.json`)
  const contexts: { [url: string]: unknown } = {}
  for (const [url, file] of Object.entries(index)) contexts[url] = await json(files, `${folder}/contexts/${file}`)
  return { anchor: await json(files, anchor), contexts }
}

const answerOf = (outcome: Outcome<TrustPart>): string =>
  outcome.ok ? (outcome.value.sources[0]?.proof ?? 'nothing') : outcome.refusal.code

const countOf = ({ references, signers, authorities, skipped }: TrustPart): number =>
  references.length + signers.length + authorities.length + skipped.length

interface DidRow {
  readonly file: string
  readonly entries: number
}

async function runGdhcn(files: Files, counter: Counter): Promise<void> {
  const options = await anchored(files, 'trust', 'trust/who-did/uat/did.json')
  const parts: TrustPart[] = []
  for (const { file, entries } of await json<readonly DidRow[]>(files, 'trust/index.json')) {
    const bytes = await files.bytes(`trust/${file}`)
    const outcome = await parseTrust(bytes, file, options)
    counter.expect(file, `verified, ${entries}`, `${answerOf(outcome)}, ${outcome.ok ? countOf(outcome.value) : 0}`)
    counter.expect(`${file}, changed`, 'trust.proof', answerOf(await parseTrust(changeEntry(bytes), file, options)))
    if (outcome.ok) parts.push(outcome.value)
  }
  const trust = await combineTrust(parts)
  for (const { keyId, participant, issuedBy } of trust.signers) {
    const participants = new Set(issuedBy.map((at) => trust.authorities[at]?.participant))
    counter.expect(`chain of ${participant} ${keyId}`, String(participant), [...participants].join(' '))
  }
  const loaded = loadTrust(saveTrust(trust))
  const got = loaded.ok && JSON.stringify(loaded.value) === JSON.stringify(trust)
  counter.expect('saved and loaded', 'the same', got ? 'the same' : 'another')
}

/** One character of the first certificate, or of the first reference, changed. */
function changeEntry(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(bytes)
  const [key, reference] = [text.indexOf('"x5c":["'), text.indexOf('"verificationMethod":["')]
  const at = key >= 0 ? key + 108 : reference + 40
  const changed = Uint8Array.from(bytes)
  changed[at] = text[at] === 'A' ? 66 : 65
  return changed
}

const derOf = (pem: string): Uint8Array =>
  Uint8Array.from(atob(pem.replaceAll(/-----.*-----|\s/g, '')), (character) => character.charCodeAt(0))

interface GermanRow {
  readonly kid: string
  readonly expect: 'accept' | 'reject'
}

async function runGerman(files: Files, counter: Counter): Promise<void> {
  const folder = 'trust/german-format-sample'
  const uploaders = await Promise.all(['XX', 'XY'].map((country) => files.text(`${folder}/upload-${country}.pem`)))
  const listKey = publicKeyFromSpki(derOf(await files.text(`${folder}/list-key.pem`)))
  const options = { listKey, uploadCertificates: uploaders.map(derOf) }
  const bytes = await files.bytes(`${folder}/trustlist.txt`)
  const list = await parseTrust(bytes, 'trustlist.txt', options)
  counter.expect('german list', 'verified', answerOf(list))
  if (!list.ok) return
  const authorities = await Promise.all(
    ['XX', 'XY'].map(async (country) => parseTrust(await files.bytes(`${folder}/csca-${country}.pem`), country)),
  )
  const trust = await combineTrust([list.value, ...authorities.flatMap((each) => (each.ok ? [each.value] : []))])
  for (const { kid, expect } of await json<readonly GermanRow[]>(files, `${folder}/index.json`)) {
    const found = trust.signers.find(({ keyId }) => keyId === kid)
    counter.expect(`german list, ${kid}`, expect, found && found.issuedBy.length > 0 ? 'accept' : 'reject')
  }
  const changed = Uint8Array.from(bytes)
  changed[500] = (changed[500] as number) ^ 1
  counter.expect('german list, changed', 'trust.proof', answerOf(await parseTrust(changed, 'trustlist.txt', options)))
}

/** Which parts a set of files makes, and what was refused when they were combined. */
async function combineFiles(files: Files, paths: readonly string[], options: TrustOptions = {}) {
  const parts: TrustPart[] = []
  const refused: string[] = []
  for (const path of paths) {
    const outcome = await parseTrust(await files.bytes(path), path, options)
    if (outcome.ok) parts.push(outcome.value)
    else refused.push(`${path} ${outcome.refusal.code}`)
  }
  const hear = ({ code }: Skipped): void => void refused.push(code)
  const trust = await combineTrust(parts, hear)
  for (const { code, at } of parts.flatMap(({ skipped }) => skipped)) refused.push(`${code} ${at}`)
  return { trust, refused: refused.join(', ') }
}

async function runVds(files: Files, counter: Counter): Promise<void> {
  for (const [authority, crl] of [
    ['au-csca.der', 'au-crl.der'],
    ['au-csca.pem', 'au-crl.der'],
    ['au-csca-prototype.der', 'au-crl-prototype.der'],
    ['jp-csca.der', 'jp-crl.der'],
  ] as const) {
    const { trust, refused } = await combineFiles(files, [`vds/${authority}`, `vds/${crl}`])
    const got = `${trust.authorities.length} ${trust.certificateRevocations.length} ${refused}`
    counter.expect(`${authority} with ${crl}`, '1 1 ', got)
  }
  const foreign = await combineFiles(files, ['vds/jp-csca.der', 'vds/au-crl.der'])
  counter.expect('au-crl.der without its authority', 'crl.authority', foreign.refused)
}

const fresh = 'fresh/trust'
const countries = ['a-csca', 'a-dsc-1', 'a-dsc-2', 'a-dsc-3', 'a-dsc-4', 'a-dsc-5', 'a-dsc-6', 'a-dsc-7']
const certificates = [...countries, 'b-csca', 'b-dsc-1', 'b-dsc-2', 'b-dsc-3'].map(
  (name) => `${fresh}/pem/xx${name}.pem`,
)

async function runFresh(files: Files, counter: Counter): Promise<void> {
  const crls = ['a', 'b'].map((name) => `${fresh}/revocation/xx${name}.crl.pem`)
  const { trust, refused } = await combineFiles(files, [...certificates, ...crls])
  const { authorities, signers, certificateRevocations } = trust
  counter.expect(
    'fresh PEM',
    '2 10 2 ',
    `${authorities.length} ${signers.length} ${certificateRevocations.length} ${refused}`,
  )
  counter.expect('a fresh CRL lists', '03101b 7fff01', certificateRevocations[0]?.serials.join(' ') ?? 'nothing')
  const options = await anchored(files, fresh, `${fresh}/anchor/did.json`)
  for (const name of ['did.json', 'ddcc/did.json', 'icvp/did.json']) {
    const bytes = await files.bytes(`${fresh}/gdhcn/${name}`)
    counter.expect(`fresh ${name}`, 'verified', answerOf(await parseTrust(bytes, name, options)))
    counter.expect(
      `fresh ${name}, changed`,
      'trust.proof',
      answerOf(await parseTrust(changeFresh(bytes), name, options)),
    )
  }
  await runFreshRevocations(files, counter)
}

function changeFresh(bytes: Uint8Array): Uint8Array {
  const at = new TextDecoder().decode(bytes).indexOf('MII')
  const changed = Uint8Array.from(bytes)
  changed[at + 60] = changed[at + 60] === 65 ? 66 : 65
  return changed
}

async function runFreshRevocations(files: Files, counter: Counter): Promise<void> {
  const lists = ['dcc-1', 'dcc-2', 'dcc-3', 'shc-xxa', 'status-list-xxa'].map(
    (name) => `${fresh}/revocation/${name}.json`,
  )
  const issuers = ['divoc/xxa/did', 'divoc/xxb/did', 'sdjwt/jwks', 'shc/jwks'].map((name) => `${fresh}/${name}.json`)
  const { trust, refused } = await combineFiles(files, [...lists, ...issuers])
  counter.expect('fresh lists', '', refused)
  counter.expect('fresh DCC batches', '3', `${trust.dccRevocations.length}`)
  counter.expect('fresh cards', '3', `${trust.shcRevocations[0]?.revoked.length}`)
  counter.expect('fresh expiry', `${parseInstant('2027-01-04T09:00:00Z')}`, `${trust.dccRevocations[0]?.expires}`)
  counter.expect('fresh status list', '1', `${trust.statusLists.length}`)
  const silent = trust.issuers.flatMap(({ keys }) => keys).filter(({ signs }) => !signs)
  counter.expect('fresh keys that do not sign', 'some', silent.length > 0 ? 'some' : 'none')
  const orphan = await combineFiles(files, [`${fresh}/revocation/status-list-xxa.json`])
  counter.expect('a status list without its issuer', 'key.unknown', orphan.refused)
}
