import { parseArgs } from 'node:util'
import { formatter, type Language } from '@consular/messages'
import { type LoadedTrust, loadTrust } from './load-trust.ts'
import { Misuse, misuseOf } from './misuse.ts'
import { inColumns, sentenceOf, widthOf, writeInstant } from './plain-report.ts'
import { type CommandIo, languageOf } from './verify-command.ts'

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

/** The summary for a person: sources, countries, issuers, what was left out. */
function plain(summary: Summary, language: Language): string[] {
  const say = formatter(language, 'certificate')
  const { sources, countries, issuers, revocations, contexts, ageInDays, skipped, passedOver } = summary
  const proof = (each: (typeof sources)[number]): string => say('trust.proof-state', { proof: each.proof })
  const heads = ['country', 'authorities', 'signers', 'chained', 'expired'] as const
  return [
    ...table(
      sources.map((each) => [each.kind, proof(each), each.at === null ? '-' : writeInstant(each.at), each.name]),
    ),
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
      ...skipped.map(({ source, code, at }): [string, string] => [
        say('trust.skipped'),
        `${sentenceOf(language, code)} (${code}) ${source} ${at}`,
      ]),
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
    io.stderr.write(`${error.message}\n\n${usage}`)
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
