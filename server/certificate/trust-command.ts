import { parseArgs } from 'node:util'
import { formatter, type Language, type Say } from '@consular/messages'
import { type CommandIo, languageOf } from './command-io.ts'
import { type LoadedTrust, loadTrust } from './load-trust.ts'
import { complaintOf, Misuse, misuseOf } from './misuse.ts'
import { inColumns, sentenceOf, widthOf, writeInstant } from './plain-report.ts'

const usage = `consular trust show PATH... [--anchor PATH]... [--json]

  PATH       files or folders of trust material, as for consular verify --trust
  --anchor   what signs the lists: a DID document (GDHCN), a public key or upload certificates (DGCG); a list that fails is refused
  Exit status: 0 shown, 1 nothing in it can be used, 2 not understood
`

const options = {
  anchor: { type: 'string', multiple: true, default: [] as string[] },
  json: { type: 'boolean', default: false },
  language: { type: 'string' },
} as const

/** What a trust list holds, counted. */
interface Summary {
  readonly sources: LoadedTrust['trust']['sources']
  readonly countries: readonly Country[]
  readonly issuers: readonly { readonly id: string; readonly name: string | null; readonly keys: number }[]
  readonly revocations: Readonly<Record<'dcc' | 'shc' | 'crl' | 'status', number>>
  readonly contexts: readonly string[]
  /** Of the oldest source that says when it was made, in whole days. */
  readonly ageInDays: number | null
  readonly skipped: readonly { readonly source: string; readonly code: string; readonly at: string }[]
  readonly passedOver: readonly string[]
}

interface Country {
  readonly country: string
  readonly authorities: number
  readonly signers: number
  /** Signers that an authority of this trust issued. */
  readonly chained: number
  readonly expired: number
}

function countriesOf({ trust: { authorities, signers } }: LoadedTrust, now: number): readonly Country[] {
  const codes = [...new Set([...authorities, ...signers].map(({ country }) => country))].toSorted()
  return codes.map((country) => {
    const own = signers.filter((signer) => signer.country === country)
    return {
      country,
      authorities: authorities.filter((authority) => authority.country === country).length,
      signers: own.length,
      chained: own.filter(({ issuedBy }) => issuedBy.length > 0).length,
      expired: own.filter(({ until }) => until < now).length,
    }
  })
}

function summaryOf(loaded: LoadedTrust, now: number): Summary {
  const { trust, parts, passedOver, refused } = loaded
  const dated = trust.sources.flatMap(({ at }) => (at === null ? [] : [at]))
  const skipped = parts.flatMap(({ skipped: entries, sources }) =>
    entries.map(({ code, at }) => ({ source: sources[0]?.name ?? '', code, at })),
  )
  return {
    sources: trust.sources,
    countries: countriesOf(loaded, now),
    issuers: trust.issuers.map(({ id, name, keys }) => ({ id, name, keys: keys.length })),
    revocations: {
      dcc: trust.dccRevocations.length,
      shc: trust.shcRevocations.length,
      crl: trust.certificateRevocations.length,
      status: trust.statusLists.length,
    },
    contexts: Object.keys(trust.contexts),
    ageInDays: dated.length === 0 ? null : Math.floor((now - Math.min(...dated)) / 86_400_000),
    skipped: [...skipped, ...refused.map(({ code, at }) => ({ source: '', code, at }))],
    passedOver,
  }
}

function table(rows: readonly (readonly string[])[]): string[] {
  const [first = []] = rows
  const widths = first.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))))
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  )
}

/** Lists of hundreds of files are counted by what they are. */
const fewSources = 20

function sourceRows(sources: Summary['sources'], say: Say): string[] {
  const dated = (at: number | null): string => (at === null ? '-' : writeInstant(at))
  const proven = (proof: string): string => say('trust.proof-state', { proof })
  if (sources.length <= fewSources)
    return table(sources.map(({ kind, proof, at, name }) => [kind, proven(proof), dated(at), name]))
  const groups = Map.groupBy(sources, ({ kind, proof }) => `${kind} ${proof}`)
  return table(
    [...groups.values()].map((group) => {
      const [{ kind, proof } = { kind: '', proof: '' }] = group
      const oldest = Math.min(...group.map(({ at }) => at ?? Number.POSITIVE_INFINITY))
      return [
        kind,
        proven(proof),
        dated(Number.isFinite(oldest) ? oldest : null),
        say('trust.files', { count: group.length }),
      ]
    }),
  )
}

/** Each reason once, with how often it occurs and where first. */
function skippedRows(skipped: Summary['skipped'], language: Language): [string, string][] {
  const say = formatter(language, 'certificate')
  return [...Map.groupBy(skipped, ({ code }) => code)].map(([code, all]) => {
    const places = [...new Set(all.map(({ at }) => at.replace(/^.*#/, '')))]
    const shown = places.slice(0, 3).join(' ') + (places.length > 3 ? ' …' : '')
    return [say('trust.skipped'), `${all.length} × ${sentenceOf(language, code)} (${code}) ${shown}`]
  })
}

/** The summary for a person: sources, countries, issuers, what was left out. */
function plain(summary: Summary, language: Language): string[] {
  const say = formatter(language, 'certificate')
  const { sources, countries, issuers, revocations, contexts, ageInDays, skipped, passedOver } = summary
  const heads = ['country', 'authorities', 'signers', 'chained', 'expired'] as const
  return [
    ...sourceRows(sources, say),
    '',
    ...(countries.length === 0
      ? []
      : [
          ...table([
            heads.map((head) => say(`trust.${head}`)),
            ...countries.map((each) => heads.map((head) => String(each[head]))),
          ]),
          '',
        ]),
    ...table(issuers.map(({ id, name, keys }) => [say('trust.keys', { count: keys }), id, name ?? ''])),
    ...(issuers.length === 0 ? [] : ['']),
    ...inColumns([
      [say('trust.revocations'), say('trust.revocation-counts', revocations)],
      [say('trust.contexts'), String(contexts.length)],
      [say('trust.age'), ageInDays === null ? '-' : say('trust.days', { count: ageInDays })],
      ...skippedRows(skipped, language),
      ...passedOver.map((path): [string, string] => [say('trust.passed-over'), path]),
    ]),
  ]
}

/** `consular trust show`: what trust material holds. Answers the exit status: 0 shown, 1 nothing of it can be used, 2 not understood. */
export async function trustCommand(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    const [verb, ...rest] = args
    if (verb !== 'show') throw new Misuse(verb === undefined ? 'Say what to do: show.' : `There is no "trust ${verb}".`)
    const { values, positionals } = parseArguments(rest)
    if (positionals.length === 0) throw new Misuse('Give a file or a folder.')
    const language = languageOf(values.language, io.env)
    const loaded = await loadTrust(positionals, values.anchor)
    const summary = summaryOf(loaded, io.now.epochMilliseconds)
    const lines = values.json ? [JSON.stringify(summary)] : plain(summary, language)
    io.stdout.write(`${lines.join('\n')}\n`)
    return loaded.parts.length > 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    io.stderr.write(complaintOf(error, usage))
    return 2
  }
}

function parseArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (cause) {
    throw misuseOf(cause)
  }
}
