import type { Coded, Entry, Report } from '@consular/certificate'
import { productName } from '@consular/certificate/names'
import { formatter, knowsSentence, type Language, type Say } from '@consular/messages'
import { writeDay, writeInstant } from '../../notification/index.ts'

/** A text in Chinese and in English. */
export interface Both {
  readonly zh: string
  readonly en: string
}

/** A line of the page: what it is, and what the certificate says of it. */
export interface Line {
  readonly name: Both
  readonly value: string
}

/** All that a page says. */
export interface PaperFacts {
  readonly title: Both
  /** Demonstrations alone: what the page must not be taken for. */
  readonly head: Both | null
  readonly mark: Both
  readonly person: readonly Line[]
  readonly certificate: readonly Line[]
  readonly entries: readonly (readonly Line[])[]
  readonly code: Both
  readonly alt: Both
  readonly verify: { readonly title: Both; readonly steps: readonly Both[] }
}

interface Speech {
  readonly language: Language
  readonly say: Say
}

const speeches = (['zh-Hans', 'en'] as const).map((language) => ({ language, say: formatter(language, 'paper') }))
const sections = 'certificate'

/** The same in both languages. */
function both(write: (speech: Speech) => string): Both {
  const [zh, en] = speeches.map(write)
  return { zh: zh ?? '', en: en ?? '' }
}

const name = (key: string): Both => both(({ say }) => say(key))

/** Both on one line; once where they are the same, as digits are. */
const joined = ({ zh, en }: Both): string => (zh === en ? zh : `${zh} / ${en}`)

/** What a key of the library says, else the text that stands in for it. */
const saidOr = ({ language }: Speech, key: string, instead: string): string =>
  knowsSentence(language, sections, key) ? formatter(language, sections)(key) : instead

const coded = (what: string, value: Coded | null): Both =>
  both((speech) => (value ? saidOr(speech, `${what}.${value.code}`, value.text ?? value.code) : ''))

function day(written: string | null | undefined): string {
  if (!written) return ''
  if (/^\d{4}-\d\d-\d\d$/.test(written)) return joined(both(({ language }) => writeDay(written, language)))
  return /T/.test(written) ? joined(both(({ language }) => writeInstant(written, 'UTC', language))) : written
}

function country(code: string | undefined | null): string {
  if (!code) return ''
  if (code === 'XX' || code === 'XXX') return joined(name('country.demonstration'))
  return joined(
    both(
      ({ language }) =>
        new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(code.slice(0, 2)) ?? code,
    ),
  )
}

function whatOf(entry: Entry): string {
  const disease = coded('disease', entry.disease)
  const kind = entry.kind === 'test' ? entry.method : entry.kind
  const act = both((speech) => saidOr(speech, `entry.${kind}`, kind))
  const result = entry.kind === 'test' ? both((speech) => saidOr(speech, `result.${entry.result}`, entry.result)) : null
  const dose = entry.kind === 'vaccination' && entry.dose !== null ? `${entry.dose}/${entry.doses ?? '?'}` : ''
  const product = entry.kind === 'vaccination' && entry.product ? productName(entry.product) : ''
  const line = (language: 'zh' | 'en') =>
    [act[language], disease[language], result?.[language]].filter(Boolean).join(language === 'zh' ? '，' : ', ')
  return [joined({ zh: line('zh'), en: line('en') }), [product, dose].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join('\n')
}

/** What is not stated has no line. */
const lines = (...rows: readonly (readonly [key: string, value: string | undefined])[]): readonly Line[] =>
  rows.flatMap(([key, value]) => (value ? [{ name: name(key), value }] : []))

function entryLines(entry: Entry): readonly Line[] {
  const when =
    entry.kind === 'vaccination' ? entry.date : entry.kind === 'test' ? entry.sampledAt : entry.firstPositiveOn
  const centre = entry.kind === 'recovery' ? undefined : entry.centre
  return lines(
    ['what', whatOf(entry)],
    ['when', day(when)],
    ['where', [centre, country(entry.country)].filter(Boolean).join(', ')],
    ['lot', entry.kind === 'vaccination' ? entry.lot : undefined],
    ['id', entry.id],
  )
}

function personLines({ holder }: Report): readonly Line[] {
  if (!holder) return []
  const { familyName, givenName, standardFamilyName, standardGivenName, birthDate, documentNumber } = holder
  const zone = [standardFamilyName, standardGivenName].filter(Boolean).join(' ').replaceAll('<', ' ')
  const whole = holder.name ?? ([familyName, givenName].filter(Boolean).join(' ') || zone)
  return lines(
    ['name', whole],
    ['zone', zone.toUpperCase() === whole.toUpperCase() ? '' : zone],
    ['born', day(birthDate)],
    ['document', documentNumber],
  )
}

/** What is written of a certificate that was verified. `origin`: where its verifier and its keys are. */
export function factsOf(report: Report, family: string, origin: string): PaperFacts {
  const issuer = report.trustedCountry ?? report.issuer?.country
  const until = report.validity?.until
  const end = until ? Temporal.Instant.fromEpochMilliseconds(until).toString() : undefined
  const familyName = both((speech) => saidOr(speech, `family.${family}`, family))
  const step = (key: string) =>
    both(({ language, say }) =>
      say(key, { family: language === 'en' ? familyName.en : familyName.zh, address: origin }),
    )
  return {
    title: name('title'),
    head: issuer === 'XX' ? name('head') : null,
    mark: name('mark'),
    person: personLines(report),
    certificate: lines(
      ['kind', joined(familyName)],
      ['issuer', country(issuer)],
      ['until', end ? day(end) : joined(name('open'))],
    ),
    entries: report.entries.map(entryLines),
    code: name('code'),
    alt: name('code.alt'),
    verify: {
      title: name('verify'),
      steps: ['verify.1', 'verify.2', 'verify.3', 'verify.4', 'fold', 'lost'].map(step),
    },
  }
}
