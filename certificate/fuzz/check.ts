import type { Unreadable } from '../certificate.ts'
import { guard } from '../fault.ts'
import { type AnyCertificate, read } from '../read.ts'
import type { Outcome } from '../record.ts'
import type { Report } from '../report.ts'
import { accept, evaluate, parseRule, type Rule, validate } from '../rules/index.ts'
import { disclosuresOf, type KeyBinding } from '../sdjwt/index.ts'
import { joinChunks, readShcFile } from '../shc/index.ts'
import { inspect } from '../shc/inspect.ts'
import { fromNumeric, isNumeric } from '../shc/numeric.ts'
import { cardsOfFile } from '../shc/read.ts'
import { combineTrust, loadTrust, parseTrust, saveTrust, type TrustPart } from '../trust/index.ts'
import { verify } from '../verify.ts'
import { isCode, reportFault } from './report-shape.ts'
import type { Input, Placed, Seed, Seeds, TextInput } from './seed.ts'
import { SignedContents } from './signed-content.ts'

/** What is fuzzed. */
export interface Subject {
  readonly read: typeof read
  readonly verify: typeof verify
}

/** The library as it is. */
export const library: Subject = { read, verify }

/** How an input ended: a verdict, `accepted`, `refused`, `answered`, and its code. */
export interface Ending {
  readonly answer: string
  readonly code: string
}

/** A promise of the library that an input broke. */
export class Broken extends Error {
  readonly promise: string

  constructor(promise: string, detail: string) {
    super(detail)
    this.promise = promise
  }
}

/** Runs inputs and holds the library to what it promises. */
export class Checker {
  readonly #subject: Subject
  readonly #contents = new SignedContents()
  /** Samples of the material that are not signed as they stand: a change may mend what was broken on purpose, and then they are. */
  readonly #mendable = new Set<Seed>()
  readonly #keys = new Set<string>()
  readonly #rules: Rule[] = []
  #texts: readonly Seed[] = []

  constructor(subject: Subject = library) {
    this.#subject = subject
  }

  /** Learns what the samples hold. */
  async learn({ texts, trustFiles, rules }: Seeds): Promise<void> {
    this.#texts = texts
    for (const seed of texts)
      for (const text of [seed.text, ...jwsOf(seed.text)]) {
        const reading = read(text)
        const report = await verify(reading, seed.trust, seed.now, optionsOf(seed))
        await this.#contents.add(reading, report, seed.trust)
        if (!seed.key && !isSigned(report)) this.#mendable.add(seed)
      }
    for (const { bytes, name, options } of trustFiles) {
      const part = await parseTrust(bytes, name, options)
      for (const key of part.ok ? keysOf(part.value) : []) this.#keys.add(key)
    }
    for (const json of rules.rules) {
      const rule = parseRule(json)
      if (rule.ok && this.#rules.length < 50) this.#rules.push(rule.value)
    }
  }

  /** Throws `Broken`, or whatever the library throws. */
  async check(placed: Placed): Promise<Ending> {
    const ending = await this.#run(placed)
    const changed = changedGlobal()
    if (changed !== null) throw new Broken('nothing that all share is changed', changed)
    return ending
  }

  async #run({ input, lot }: Placed): Promise<Ending> {
    if (input.kind === 'text') return this.#checkText(input, lot % 8 === 0)
    return input.kind === 'trust' ? this.#checkTrust(input, lot) : checkRules(input)
  }

  async #checkText(input: TextInput, isMore: boolean): Promise<Ending> {
    const { text, seed } = input
    const reading = this.#subject.read(text)
    const report = await this.#subject.verify(reading, seed.trust, seed.now, optionsOf(seed))
    const fault = reportFault(report)
    if (fault) throw new Broken('a report is as its types say', fault)
    if ('fault' in reading) checkUnread(reading, report)
    else {
      if (isSigned(report)) await this.#checkSigned(input, reading, report)
      else if (report.verdict === 'valid') throw new Broken('only what is signed is valid', report.code)
      if (isMore) this.#askRules(reading, seed, report)
    }
    if (isMore) await askAround(text, report, seed)
    return { answer: report.verdict, code: report.code }
  }

  async #checkSigned({ seed, lender, signed }: TextInput, reading: AnyCertificate, report: Report): Promise<void> {
    if (this.#mendable.has(seed) || this.#mendable.has(lender)) return
    const fault = await this.#contents.faultOf(reading, report, { trust: seed.trust, fresh: signed })
    if (fault) throw new Broken('only what is signed is valid', fault)
  }

  #askRules(reading: AnyCertificate, { now }: Seed, { trustedCountry }: Report): void {
    const crossing = { rules: this.#rules, valueSets: {}, country: 'XA', now, issuerCountry: trustedCountry }
    const { answer, rules } = accept(reading, crossing)
    const odd = rules.find(({ code }) => code !== 'ok' && !isCode(code))
    if (odd || !['accepted', 'not-accepted', 'open'].includes(answer))
      throw new Broken('rules answer', `${answer} ${odd?.code}`)
  }

  async #checkTrust({ file, bytes }: Extract<Input, { kind: 'trust' }>, lot: number): Promise<Ending> {
    const parsed = await parseTrust(bytes, file.name, file.options)
    if (!parsed.ok) return { answer: 'refused', code: codeOf(parsed) }
    const part = parsed.value
    const { anchor, uploadCertificates, listKey } = file.options
    const isChecked = anchor !== undefined || uploadCertificates !== undefined || listKey !== undefined
    const stranger = isChecked ? keysOf(part).find((key) => !this.#keys.has(key)) : undefined
    if (stranger) throw new Broken('a checked list brings only what was signed', stranger)
    if (part.skipped.some(({ code }) => !isCode(code)))
      throw new Broken('what is left out has a code', JSON.stringify(part.skipped))
    if (lot % 8 === 0) await this.#useTrust(part, this.#texts[(lot >>> 3) % this.#texts.length])
    return { answer: 'accepted', code: file.name.startsWith('saved') ? 'saved' : (part.sources[0]?.kind ?? 'none') }
  }

  /** The list is combined with that of the run, saved, loaded, and asked about a certificate. */
  async #useTrust(part: TrustPart, seed: Seed | undefined): Promise<void> {
    if (!seed) return
    const refused: string[] = []
    const trust = await combineTrust([part], ({ code }) => refused.push(code))
    const odd = refused.find((code) => !isCode(code))
    if (odd) throw new Broken('what is refused has a code', odd)
    const loaded = loadTrust(saveTrust(trust))
    if (!loaded.ok) throw new Broken('a saved list can be loaded', loaded.refusal.code)
    const reading = this.#subject.read(seed.text)
    const fault = reportFault(await this.#subject.verify(reading, loaded.value, seed.now, optionsOf(seed)))
    if (fault) throw new Broken('a report is as its types say', fault)
  }
}

const optionsOf = ({ keyBinding }: Seed): { readonly keyBinding?: KeyBinding } => (keyBinding ? { keyBinding } : {})

/** What every object inherits, and how many members each has. */
const shared = [
  Object.prototype,
  ...Object.values(Object.getOwnPropertyDescriptors(Object.prototype)).map(({ value }) => value),
]
  .filter((each): each is object => each !== undefined)
  .map((object) => ({ object, own: Reflect.ownKeys(object) }))

/** A member that was written into what every object inherits, which is taken away again; null where there is none. */
function changedGlobal(): string | null {
  for (const { object, own } of shared) {
    const now = Reflect.ownKeys(object)
    if (now.length === own.length) continue
    const more = now.filter((name) => !own.includes(name))
    for (const name of more) Reflect.deleteProperty(object, name)
    return more.map(String).join()
  }
  return null
}

const isSigned = ({ checks }: Report): boolean =>
  checks.some(({ question, result }) => question === 'signature' && result === 'passed')

/** The cards of a text, as JWS. */
function jwsOf(text: string): readonly string[] {
  const cards = guard(() => {
    if (text.startsWith('{')) return cardsOfFile(text) ?? []
    if (isNumeric(text)) return [fromNumeric(text.trim())]
    return text.startsWith('eyJ') && !text.includes('~') ? [text] : []
  })
  return 'fault' in cards ? [] : cards
}

const keysOf = ({ signers, authorities }: TrustPart): readonly string[] => [
  ...signers.map(({ signer }) => signer.key),
  ...authorities.map(({ key }) => key),
]

function codeOf(outcome: Exclude<Outcome<unknown>, { ok: true }>): string {
  const { code } = outcome.refusal
  if (!isCode(code)) throw new Broken('a refusal has a code', code)
  return code
}

function checkUnread({ fault }: Unreadable, { verdict, code }: Report): void {
  if (verdict !== fault.verdict || code !== fault.code) throw new Broken('what cannot be read says why', code)
}

/** Other ways into the library that take the same texts. */
async function askAround(text: string, { family }: Report, { now }: Seed): Promise<void> {
  if (family === 'sd-jwt-vc') {
    const shown = disclosuresOf(text)
    if (!shown.ok) codeOf(shown)
  } else if (family === 'shc') {
    readShcFile(text)
    joinChunks([text, text])
    await inspect([text], text.startsWith('shc:') ? 'qr-numeric' : text.startsWith('{') ? 'file' : 'jws', { now })
  }
}

function checkRules({ expression, rule, data }: Extract<Input, { kind: 'rules' }>): Ending {
  const issues = validate(expression)
  const odd = issues.find(({ code }) => !isCode(code))
  if (odd) throw new Broken('an issue has a code', odd.code)
  const parsed = parseRule(rule)
  if (parsed.ok) acceptBy(parsed.value, data)
  else codeOf(parsed)
  const outcome = evaluate(expression, data)
  return outcome.ok
    ? { answer: 'answered', code: issues[0]?.code ?? 'ok' }
    : { answer: 'refused', code: codeOf(outcome) }
}

function acceptBy(rule: Rule, data: unknown): void {
  const payload: unknown = typeof data === 'object' && data !== null && 'payload' in data ? data.payload : data
  const nobody = { country: null, id: null, keyId: null }
  const certificate = {
    family: 'eu-dcc',
    holder: {},
    entries: [],
    issuer: nobody,
    validity: { from: null, until: null },
    warnings: [],
    payload,
    sealed: null,
  } as const
  const now = rule.validFrom
  accept(certificate, { rules: [rule], valueSets: {}, country: rule.country, now, issuerCountry: rule.country })
}
