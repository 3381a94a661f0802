import { record } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import type { KeyFolder } from './key-folder.ts'
import type { KeyIndex } from './key-record.ts'
import { NotDone } from './refused.ts'
import type { KeyVault } from './vault.ts'

/** What an act of a key ceremony is given. */
export interface KeyWork {
  readonly context: Pick<Context, 'config' | 'database' | 'now' | 'random'>
  readonly folder: KeyFolder
  readonly vault: KeyVault
}

/** An act, and who stands by it. */
export interface Act {
  readonly name: string
  readonly by: readonly string[]
  /** How many different persons it takes. */
  readonly persons: 1 | 2
}

/** What an act changes: the index as it then is, the key, and what is done last, when the act is already on record. */
export interface Change {
  readonly index: KeyIndex
  readonly key: string | null
  /** The key that took its place in the same act. */
  readonly made?: string | null
  readonly finish?: () => Promise<void>
}

/** The instant of an act in whole seconds, as certificates write it. */
export const instantOf = (work: KeyWork): Temporal.Instant =>
  work.context.now().round({ smallestUnit: 'second', roundingMode: 'floor' })

/** The persons of an act. Throws `NotDone` where they are too few, or the same one under two spellings. */
export function personsOf({ by, persons }: Act): readonly string[] {
  const names = by.map((name) => name.trim().replaceAll(/\s+/g, ' ')).filter((name) => name !== '')
  const different = new Set(names.map((name) => name.normalize('NFKC').toLowerCase()))
  if (different.size >= persons) return names
  throw new NotDone(
    persons === 2 ? 'This takes two different persons: --by NAME --by NAME.' : 'Say who does this: --by NAME.',
  )
}

/**
 * Does an act alone: the store is read, changed, and written, with a line in the ceremony log and an entry in the audit log. The names of the persons stand in the ceremony log alone. Throws
 * `NotDone` where it may not be done; then nothing has changed.
 */
export async function perform(
  work: KeyWork,
  act: Act,
  change: (index: KeyIndex | null) => Promise<Change>,
): Promise<KeyIndex> {
  const by = personsOf(act)
  return work.folder.alone(async () => {
    const before = await work.folder.read()
    await work.folder.log()
    await tryPassphrase(work, before)
    const { index, key, made = null, finish } = await change(before)
    const { context, folder } = work
    await context.database.transaction().execute(async (tx) => {
      const data = { key, persons: by.length, ...(made === null ? {} : { made }) }
      const actor = { kind: 'system', id: null } as const
      await record(tx, context, { action: `keys.${act.name}`, actor, outcome: 'done', data })
      await folder.append({ at: context.now().toString(), act: act.name, key, made, by })
      await folder.write(index)
      await finish?.()
    })
    return index
  })
}

/** A store has one passphrase: with another one nothing is added to it. */
async function tryPassphrase({ vault }: KeyWork, index: KeyIndex | null): Promise<void> {
  for (const { id } of index?.keys ?? []) {
    if (!(await vault.has(id))) continue
    await vault.sign(id, new Uint8Array(32))
    return
  }
}

/** The index, where there must be one. */
export function existing(index: KeyIndex | null): KeyIndex {
  if (index === null) throw new NotDone('There are no keys yet. Begin with: consular keys create csca.')
  return index
}
