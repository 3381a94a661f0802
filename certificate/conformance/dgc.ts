import { fromBase45 } from '../encoding/base45.ts'
import { fromBase64 } from '../encoding/base64.ts'
import { inflateZlib } from '../encoding/inflate.ts'
import { isArray, isObject, type JsonObject } from '../encoding/json.ts'
import { parseInstant } from '../encoding/time.ts'
import { guard } from '../fault.ts'
import { hcertText } from '../hcert/envelope.ts'
import { readHcert } from '../hcert/index.ts'
import { combineTrust } from '../trust/combine.ts'
import { parseTrust } from '../trust/parse.ts'
import { noTrust, type TrustList } from '../trust/trust-list.ts'
import { type Corpus, Counter } from './corpus.ts'
import { reportOn } from './hcert-verdict.ts'

interface Row {
  readonly file: string
  readonly at: string
  readonly expect: { readonly [step: string]: boolean }
  readonly ignore?: readonly string[]
  readonly notApplicable?: readonly string[]
  readonly endToEnd: string
  readonly alsoAccept?: readonly string[]
}

interface Case {
  readonly JSON?: unknown
  readonly COSE?: string
  readonly COMPRESSED?: string
  readonly BASE45?: string
  readonly PREFIX?: string
  readonly TESTCTX: { readonly CERTIFICATE?: string | null }
}

/** The EU's test data of its member states: the verdict on each text, and what its index says of the steps on the way. */
export const dgc: Corpus = {
  name: 'dgc',
  run: async (files) => {
    const counter = new Counter('dgc')
    for (const row of JSON.parse(await files.text('dgc/index.json')) as Row[]) {
      const each = JSON.parse(await files.text(`dgc/${row.file}`)) as Case
      for (const [step, holds] of Object.entries(steps)) {
        const wanted = row.expect[step]
        if (wanted === undefined || row.ignore?.includes(step) || row.notApplicable?.includes(step)) continue
        counter.expect(`${row.file}: ${step}`, String(wanted), String(holds(each)))
      }
      if (row.endToEnd === 'excluded') {
        counter.exclude()
        continue
      }
      const trust = await trustOf(each.TESTCTX.CERTIFICATE ?? '')
      const report = await reportOn(each.PREFIX ?? '', trust, parseInstant(row.at) ?? Number.NaN)
      counter.expect(`${row.file}: verdict`, [row.endToEnd, ...(row.alsoAccept ?? [])], report.verdict)
    }
    return counter.tally
  },
}

async function trustOf(base64: string): Promise<TrustList> {
  const der = guard(() => fromBase64(base64))
  const part = 'fault' in der ? null : await parseTrust(der, 'TESTCTX')
  return part?.ok ? await combineTrust([part.value]) : noTrust
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** Does decoding succeed, and give what the case says, if it says it? */
function gives(decode: () => Uint8Array, wanted: string | undefined): boolean {
  const bytes = guard(decode)
  return !('fault' in bytes) && (wanted === undefined || hex(bytes) === wanted.toLowerCase())
}

const steps: { readonly [step: string]: (each: Case) => boolean } = {
  unprefix: ({ PREFIX = '', BASE45 }) => {
    const text = hcertText(PREFIX)
    return text !== null && (BASE45 === undefined || text.slice(4) === BASE45)
  },
  base45: ({ PREFIX = '', BASE45, COMPRESSED }) => gives(() => fromBase45(BASE45 ?? PREFIX.slice(4)), COMPRESSED),
  compression: ({ COMPRESSED = '', COSE }) => gives(() => inflateZlib(fromHex(COMPRESSED), 65_536), COSE),
  decode: isDecoded,
  json: isDecoded,
  schema: ({ PREFIX = '' }) => {
    const reading = readHcert(PREFIX)
    return !('fault' in reading) && !reading.warnings.some(({ code }) => code.startsWith('dcc.'))
  },
}

function isDecoded({ JSON: wanted, PREFIX = '' }: Case): boolean {
  const reading = readHcert(PREFIX)
  return !('fault' in reading) && (wanted === undefined || plain(reading.payload) === plain(wanted))
}

/** A text that is the same for equal values: members in order, null ones left out, blanks at the ends of texts too. */
function plain(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.trim())
  if (isArray(value)) return `[${value.map(plain).join()}]`
  if (!isObject(value)) return JSON.stringify(value)
  return `{${membersOf(value).join()}}`
}

const membersOf = (value: JsonObject): readonly string[] =>
  Object.entries(value)
    .filter(([, member]) => member !== null && !(isArray(member) && member.length === 0))
    .map(([name, member]) => `${name}:${plain(member)}`)
    .sort()
