import { parseInstant } from '../encoding/time.ts'
import { type ReadCodesOptions, readCodes } from '../qr/index.ts'
import { conclude } from '../report.ts'
import { joinChunks, readShc, verifyShc } from '../shc/index.ts'
import { type Inspected, type InspectOptions, inspect } from '../shc/inspect.ts'
import type { Problems } from '../shc/inspect-bundle.ts'
import { inspectSymbol } from '../shc/inspect-symbol.ts'
import { combineTrust } from '../trust/combine.ts'
import { parseTrust } from '../trust/parse.ts'
import type { TrustList } from '../trust/trust-list.ts'
import { type Corpus, Counter, type Files } from './corpus.ts'

interface Row {
  readonly name: string
  readonly type: Inspected | 'qr-image'
  readonly file?: string
  readonly files?: readonly string[]
  readonly at: string
  readonly expectedErrors?: readonly string[]
  readonly expectedErrorCount?: number
  readonly expectedWarnings?: readonly string[]
  readonly expectedWarningCount?: number
  readonly ignoreCodes?: readonly string[]
  readonly match?: 'exact' | 'contains'
  readonly subjectAltName?: string
  readonly endToEnd?: string
  readonly alsoAccept?: readonly string[]
}

const json = async <T>(files: Files, path: string): Promise<T> => JSON.parse(await files.text(path)) as T

const specificationList = 'shc/trust/crl/3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s.json'
const brokenList = '.well-known/crl/hrvC0uzB16UXK83BnPo7Glg685b1D6iYOyJd5hpRaAA.json'
const brokenIssuer = 'https://raw.githubusercontent.com/smart-on-fhir/health-cards-dev-tools/main/testdata/badcrl'

/**
 * SMART Health Cards: every text, file, list and picture with the kinds of problem that the index expects, and the verdict where it names one. A browser page says
 * where the reader's program lies.
 */
export const shcCorpus = (pictures: ReadCodesOptions = {}): Corpus => ({
  name: 'shc',
  run: async (files) => {
    const counter = new Counter('shc')
    const keySets = await json<{ readonly [issuer: string]: unknown }>(files, 'shc/trust/jwks.json')
    const lists: { [issuer: string]: readonly string[] } = {
      'https://spec.smarthealth.cards/examples/issuer': [await files.text(specificationList)],
    }
    for (const folder of ['invalid-method', 'non-base64url-rid'])
      lists[`${brokenIssuer}/${folder}`] = [await files.text(`shc/badcrl/${folder}/${brokenList}`)]
    const trust = await trustOf(files)
    for (const row of await json<readonly Row[]>(files, 'shc/index.json')) {
      const options = {
        now: parseInstant(row.at) ?? Number.NaN,
        keySets,
        lists,
        ...(row.subjectAltName ? { issuer: row.subjectAltName } : {}),
      }
      const names = row.files ?? (row.file ? [row.file] : [])
      const found =
        row.type === 'qr-image'
          ? await inspectPictures(names, options, { files, pictures })
          : await inspect(await textsOf(names, files), row.type, options)
      counter.expect(`${row.name}: errors`, ...compared(row, found.errors, 'Error'))
      counter.expect(`${row.name}: warnings`, ...compared(row, found.warnings, 'Warning'))
      if (row.endToEnd === undefined) continue
      const verdict = await verdictOf(await textsOf(names, files), trust, options.now)
      counter.expect(`${row.name}: verdict`, [row.endToEnd, ...(row.alsoAccept ?? [])], verdict)
    }
    return counter.tally
  },
})

const textsOf = (names: readonly string[], files: Files): Promise<readonly string[]> =>
  Promise.all(names.map((name) => files.text(`shc/${name}`)))

async function trustOf(files: Files): Promise<TrustList> {
  const parts = []
  for (const path of ['shc/trust/jwks.json', specificationList]) {
    const part = await parseTrust(await files.bytes(path), path)
    if (!part.ok) throw new Error(`${part.refusal.code}: ${path}`)
    parts.push(part.value)
  }
  return await combineTrust(parts)
}

/** Expected and got as one text each: codes in order with repetition, only their number, or those of the expected ones that were found. */
function compared(row: Row, found: readonly string[], kind: 'Error' | 'Warning'): [expected: string, got: string] {
  const count = row[`expected${kind}Count`]
  const kept = found.filter((code) => !row.ignoreCodes?.includes(code)).sort()
  if (count !== undefined) return [String(count), String(kept.length)]
  const expected = [...(row[`expected${kind}s`] ?? [])].sort()
  const counted = row.match === 'contains' ? expected.filter((code) => kept.includes(code)) : kept
  return [expected.join(' '), counted.join(' ')]
}

async function verdictOf(texts: readonly string[], trust: TrustList, now: number): Promise<string> {
  const joined = texts.length > 1 ? joinChunks(texts) : { text: texts[0] ?? '' }
  if ('fault' in joined) return joined.fault.verdict
  const reading = readShc(joined.text)
  const report = 'fault' in reading ? conclude(reading, { checks: [] }) : await verifyShc(reading, trust, now)
  return report.verdict
}

async function inspectPictures(
  names: readonly string[],
  options: InspectOptions,
  { files, pictures }: { readonly files: Files; readonly pictures: ReadCodesOptions },
): Promise<Problems> {
  const found: Problems = { errors: [], warnings: [] }
  const texts: string[] = []
  for (const name of names)
    for (const { text, version } of await readCodes(await files.bytes(`shc/${name}`), pictures)) {
      texts.push(text)
      if (version === null) continue
      const { errors, warnings } = inspectSymbol({ text, version })
      found.errors.push(...errors)
      found.warnings.push(...warnings)
    }
  const { errors, warnings } = await inspect(texts, 'qr-numeric', options)
  return { errors: [...found.errors, ...errors], warnings: [...found.warnings, ...warnings] }
}
