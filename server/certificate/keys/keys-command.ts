import { parseArgs } from 'node:util'
import type { Context } from '../../context.ts'
import { complaintOf, Misuse, misuseOf } from '../misuse.ts'
import { activateKey, createAuthority, createSigner, destroyKey, renewLists, revokeKey, rotateKey } from './acts.ts'
import { askNewPassphrase, askPassphrase } from './ask-passphrase.ts'
import { backUpKeys, restoreKeys } from './backup.ts'
import { existing } from './ceremony.ts'
import { changePassphrase } from './change-passphrase.ts'
import { addressOf } from './demonstration.ts'
import { type KeyIndex, type KeyUsage, keyUsages, Reason } from './key-record.ts'
import { type OpenKeys, openKeys } from './open-keys.ts'
import { ownTrust } from './own-trust.ts'
import { publishedOf } from './published-now.ts'
import { NotDone } from './refused.ts'

/** Where a command speaks: results to one, complaints to the other. */
export interface CommandIo {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

const usage = `consular keys list
consular keys log
consular keys check
consular keys create csca --country CC --participant CCC --name "Ministry" [--days 1461] --by NAME --by NAME
consular keys create signer --usage USAGE [--days 730] --by NAME
consular keys activate ID --by NAME [--by NAME]
consular keys rotate --usage USAGE [--days N] --by NAME [--by NAME]
consular keys revoke ID --reason REASON [--days N] --by NAME [--by NAME]
consular keys renew-lists --by NAME
consular keys backup FILE --by NAME
consular keys restore FILE --by NAME
consular keys destroy ID --confirm ID --by NAME --by NAME
consular keys passphrase --by NAME --by NAME

  USAGE   ${keyUsages.join(', ')}
  REASON  ${Reason.options.join(', ')}
  Exit status: 0 done, 1 refused, 2 not understood. docs/keys.md tells the ceremony.
`

const options = {
  usage: { type: 'string' },
  country: { type: 'string' },
  participant: { type: 'string' },
  name: { type: 'string' },
  days: { type: 'string' },
  reason: { type: 'string' },
  confirm: { type: 'string' },
  by: { type: 'string', multiple: true, default: [] as string[] },
} as const

interface Asked {
  readonly open: OpenKeys
  readonly context: Context
  readonly words: readonly string[]
  readonly values: ReturnType<typeof parse>['values']
  readonly say: (line: string) => void
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (cause) {
    throw misuseOf(cause)
  }
}

function daysOf({ values }: Asked, otherwise: number): number {
  const count = values.days === undefined ? otherwise : Number(values.days)
  if (!Number.isInteger(count) || count < 1 || count > 7305)
    throw new Misuse('--days is a whole number from 1 to 7305.')
  return count
}

function usageOf({ values }: Asked): KeyUsage {
  const found = keyUsages.find((each) => each === values.usage)
  if (!found) throw new Misuse(`--usage is one of ${keyUsages.join(', ')}.`)
  return found
}

function wordOf({ words }: Asked, what: string): string {
  const [word, more] = words
  if (word === undefined || more !== undefined) throw new Misuse(`Give ${what}.`)
  return word
}

const row = (cells: readonly string[]): string => cells.join('\t')

/** The newest key of a store, in words. */
function newest(asked: Asked, { keys }: KeyIndex): void {
  const key = keys.at(-1)
  if (key) asked.say(row([key.id, key.state, `until ${key.until}`]))
}

async function create(asked: Asked): Promise<void> {
  const { open, words, values, context } = asked
  const what = wordOf({ ...asked, words }, 'csca or signer')
  if (what === 'signer') {
    const wanted = { usage: usageOf(asked), days: daysOf(asked, 730) }
    if (wanted.usage === 'csca') throw new Misuse('An authority is made by: create csca.')
    return newest(asked, await createSigner(open.work, wanted, values.by))
  }
  if (what !== 'csca') throw new Misuse(`There is no "create ${what}": csca or signer.`)
  const { country = '', participant = country === 'XX' ? 'XXX' : '', name = '' } = values
  if (!/^[A-Z]{2}$/.test(country)) throw new Misuse('--country is a code of two capital letters.')
  if (!/^[A-Z]{3}$/.test(participant)) throw new Misuse('--participant is a code of three capital letters.')
  if (name.trim() === '' || name.length > 64)
    throw new Misuse('--name is the issuing authority, of at most 64 characters.')
  const identity = { country, participant, organisation: name.trim(), address: addressOf(context.origin) }
  newest(asked, await createAuthority(open.work, identity, { days: daysOf(asked, 1461), by: values.by }))
}

async function activate(asked: Asked): Promise<void> {
  const id = wordOf(asked, 'the id of a key')
  await activateKey(asked.open.work, id, asked.values.by)
  asked.say(`${id} signs from now on.`)
}

async function rotate(asked: Asked): Promise<void> {
  const wanted = { usage: usageOf(asked), days: daysOf(asked, asked.values.usage === 'csca' ? 1461 : 730) }
  newest(asked, await rotateKey(asked.open.work, wanted, asked.values.by))
  asked.say('The one before signs no more and stays published.')
}

async function revoke(asked: Asked): Promise<void> {
  const id = wordOf(asked, 'the id of a key')
  const reason = Reason.safeParse(asked.values.reason)
  if (!reason.success) throw new Misuse(`--reason is one of ${Reason.options.join(', ')}.`)
  const index = await revokeKey(asked.open.work, { id, reason: reason.data, days: daysOf(asked, 730) }, asked.values.by)
  asked.say(`${id} is revoked.`)
  if (index.keys.at(-1)?.id !== id) newest(asked, index)
}

async function destroy(asked: Asked): Promise<void> {
  const id = wordOf(asked, 'the id of a key')
  if (asked.values.confirm !== id) throw new Misuse(`This cannot be undone. Repeat the id: --confirm ${id}.`)
  await destroyKey(asked.open.work, id, asked.values.by)
  asked.say(`The private part of ${id} is gone. Backups that were made before still hold it.`)
}

async function backup(asked: Asked): Promise<void> {
  const { open, values } = asked
  const path = wordOf(asked, 'a file')
  const count = await backUpKeys(open.work, { path, passphrase: open.passphrase ?? '', by: values.by })
  asked.say(`${path} holds ${count} private keys, encrypted with the passphrase of the keys.`)
}

async function restore(asked: Asked): Promise<void> {
  const { open, values } = asked
  const path = wordOf(asked, 'a file')
  const { keys } = await restoreKeys(open.work, { path, passphrase: open.passphrase ?? '', by: values.by })
  asked.say(`${keys.length} keys are back.`)
}

async function passphrase({ open, values, words, context, say }: Asked): Promise<void> {
  const { mode, certificateModule, certificatePassphrase, certificateNewPassphrase } = context.config
  if (words.length > 0)
    throw new Misuse('A passphrase is typed when it is asked for, or in a setting; never in a command.')
  if (certificateModule !== null) throw new NotDone('The keys of a module open with its PIN; change that one.')
  if (mode === 'demonstration' && certificatePassphrase === null)
    throw new NotDone('A demonstration keeps its passphrase in a file beside its keys.')
  const to = await askNewPassphrase(certificateNewPassphrase)
  const count = await changePassphrase(open.work, { from: open.passphrase ?? '', to, by: values.by })
  say(`${count} private keys are encrypted with the new passphrase.`)
  say('Now: set it in CONSULAR_CERTIFICATE_PASSPHRASE, start the service again, make new backups.')
  say('Backups of before open with the passphrase of before: destroy them if others know it.')
}

async function list({ open, say }: Asked): Promise<void> {
  for (const key of existing(await open.work.folder.read()).keys) {
    const here = (await open.work.vault.has(key.id)) ? 'private key here' : 'public part alone'
    say(
      row([
        key.id,
        key.usage,
        key.revoked ? `revoked: ${key.revoked.reason}` : key.state,
        `${key.from} ${key.until}`,
        here,
      ]),
    )
  }
}

async function log({ open, say }: Asked): Promise<void> {
  for (const { at, act, key, made, by } of await open.work.folder.log())
    say(row([at, act, made === null ? (key ?? '-') : `${key} -> ${made}`, by.join(', ')]))
}

/** Reads what is published as a partner would, and says what it makes trusted. */
async function check({ context, say }: Asked): Promise<void> {
  const files = await publishedOf(context)
  if (files.size === 0)
    throw new NotDone('Nothing is published: no active key of list-signing, or its passphrase is missing.')
  const { authorities, signers, issuers, certificateRevocations } = await ownTrust(context)
  const counts = {
    authorities: new Set(authorities.map(({ key }) => key)).size,
    signers: signers.length,
    issuers: issuers.length,
    lists: certificateRevocations.length,
  }
  say(
    `${files.size} files are published and read back: ${Object.entries(counts)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ')}.`,
  )
}

async function renew({ open, values, say }: Asked): Promise<void> {
  say(`Renewed lists: ${await renewLists(open.work, values.by)}.`)
}

type Verb = (asked: Asked) => Promise<void>
const reading: { readonly [verb: string]: Verb } = { list, log, check }
const changing: { readonly [verb: string]: Verb } = {
  create,
  activate,
  rotate,
  revoke,
  destroy,
  backup,
  restore,
  passphrase,
  'renew-lists': renew,
}

/** A passphrase that nothing was encrypted with yet is typed twice. */
const isNew = async ({ work }: OpenKeys): Promise<boolean> => (await work.folder.read()) === null

/** The keys of a module open with its PIN; a backup is always encrypted with the passphrase. */
const needsPassphrase = (verb: string, { config }: Context): boolean =>
  config.certificateModule === null || verb === 'backup' || verb === 'restore'

/** `consular keys …`: the keys of the health certificates. Answers the exit status: 0 done, 1 refused, 2 not understood. */
export async function keysCommand(args: readonly string[], context: Context, io: CommandIo): Promise<number> {
  try {
    const [verb = '', ...rest] = args
    const run = Object.hasOwn(reading, verb)
      ? reading[verb]
      : Object.hasOwn(changing, verb)
        ? changing[verb]
        : undefined
    if (!run) throw new Misuse(verb === '' ? 'Say what to do.' : `There is no "keys ${verb}".`)
    const { values, positionals } = parse(rest)
    let open = await openKeys(context)
    if (open.passphrase === null && run === changing[verb] && needsPassphrase(verb, context))
      open = await openKeys(context, await askPassphrase(await isNew(open)))
    await run({ open, context, words: positionals, values, say: (line) => void io.stdout.write(`${line}\n`) })
    return 0
  } catch (error) {
    if (error instanceof Misuse) io.stderr.write(complaintOf(error, usage))
    else if (error instanceof NotDone) io.stderr.write(`${error.message}\n`)
    else throw error
    return error instanceof Misuse ? 2 : 1
  }
}
