import { parseArgs } from 'node:util'
import type { Context } from '../context.ts'
import { type AuditReport, type Fault, type KeptHead, verifyAudit } from './verify.ts'

/** Where a command writes; the process itself, or a test. */
export interface Io {
  readonly stdout: { readonly write: (text: string) => unknown }
  readonly stderr: { readonly write: (text: string) => unknown }
}

const usage = 'consular audit verify [--json] [--head <size>:<root>]'

/**
 * `consular audit verify`: checks the whole log and says what it found. Answers the exit code: 0 whole, 1 broken, 2 not understood.
 * `--head` takes a head that was noted elsewhere, as the command printed it.
 */
export async function auditCommand(
  args: readonly string[],
  context: Pick<Context, 'database' | 'signer'>,
  io: Io,
): Promise<number> {
  const wanted = readArguments(args)
  if (wanted === null) {
    io.stderr.write(`Usage: ${usage}\n`)
    return 2
  }
  const report = await verifyAudit(context, wanted.kept)
  const lines = wanted.json ? [JSON.stringify(report)] : linesOf(report)
  io.stdout.write(`${lines.join('\n')}\n`)
  return report.whole ? 0 : 1
}

function readArguments(args: readonly string[]): { json: boolean; kept?: KeptHead } | null {
  try {
    const options = { json: { type: 'boolean', default: false }, head: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (positionals.join(' ') !== 'verify') return null
    if (values.head === undefined) return { json: values.json }
    const [, size, root] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(values.head) ?? []
    return size && root ? { json: values.json, kept: { size: BigInt(size), root } } : null
  } catch {
    return null
  }
}

function linesOf({
  whole,
  fault,
  sealed,
  heads,
  headsOfOtherKeys,
  head,
  unsealed,
  unsealedSince,
}: AuditReport): string[] {
  return [
    whole ? 'The audit log is whole.' : `THE AUDIT LOG WAS CHANGED. ${fault ? sentenceOf(fault) : ''}`,
    `Entries read: ${sealed} sealed under ${heads} heads, ${unsealed} not sealed yet${unsealedSince ? ` (since ${unsealedSince})` : ''}.`,
    ...(headsOfOtherKeys > 0
      ? [`Heads of earlier keys: ${headsOfOtherKeys}; their roots hold, their signatures were not checked.`]
      : []),
    head ? `Newest head that holds: ${head.size}:${head.root}` : 'No head that holds.',
    ...(head ? [`Signed at ${head.at} by key ${head.key}.`] : []),
  ]
}

function sentenceOf({ code, index, size, event, at, action }: Fault): string {
  const entry = `Entry ${index ?? 'not sealed yet'}${event ? `, event ${event}` : ''}${at ? `, ${at}` : ''}${action ? `, ${action}` : ''}`
  const sentences: { readonly [code in Fault['code']]: string } = {
    'entry.changed': `${entry}: is not what was sealed.`,
    'entry.deleted': `${entry}: was deleted.`,
    'entry.outside': `${entry}: is neither sealed nor waiting to be.`,
    'leaf.changed': `${entry}: its leaf was changed.`,
    'leaf.missing': `${entry}: its leaf is missing.`,
    'leaf.unsigned': `${entry}: no head covers its leaf.`,
    'batch.changed': `Entries ${index} to ${Number(size) - 1}: one of them and its leaf were changed together.`,
    'head.changed': `Head of size ${size}: is not what was signed.`,
    'head.unknown-key': `Head of size ${size}: was signed with a key that is not this service's.`,
    'head.other-history': `Head of size ${size}: is not the one that was kept.`,
  }
  return sentences[code]
}
