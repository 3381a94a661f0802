import { writeXml, type XmlElement, xmlText } from '@consular/domain/advice'
import type { Language } from '@consular/messages'
import type { Context } from '../context.ts'
import { capPath } from './cap-file.ts'
import { countryNames } from './country-name.ts'
import { messagesSince, publicVersions, type VersionRecord } from './store.ts'
import { byGravity, levelOf } from './view.ts'

/** Which feed is asked for: its language, and its country where it is about one alone. */
export interface FeedQuestion {
  readonly language: Language
  readonly country: string | null
}

/** How long a message stays in the index of CAP files after it is over. */
const kept = Temporal.Duration.from({ hours: 24 * 90 })

const both = (language: Language): 'zh' | 'en' => (language === 'en' ? 'en' : 'zh')
const at = ({ effective_at, written_at }: VersionRecord): string => effective_at ?? written_at

/** The newest moment of some versions; of none, the beginning of all feeds, so that an empty one does not change. */
const newestOf = (rows: readonly VersionRecord[]): string =>
  rows.reduce((newest, row) => (at(row) > newest ? at(row) : newest), '2026-01-01T00:00:00Z')

/** Country, level and headline in one line. */
function titleOf(context: Context, row: VersionRecord, language: Language): string {
  const tag = both(language)
  return `${countryNames(row.country)[tag]} · ${levelOf(context, row.content.level).name[tag]} · ${row.content.headline[tag]}`
}

function textOf({ content }: VersionRecord, language: Language): string {
  const tag = both(language)
  return [content.text[tag], content.instruction[tag]].filter((text) => text !== '').join('\n\n')
}

const pageOf = ({ origin }: Context, { country, advice_id }: VersionRecord, language: Language): string =>
  `${origin}/advice/${country}?language=${language}#a${advice_id}`

const link = (attributes: { readonly [name: string]: string }): XmlElement => ({
  name: 'link',
  attributes,
  children: [],
})

/** The address by which a feed knows itself. */
function selfOf({ origin }: Context, name: string, { language, country }: FeedQuestion): string {
  const query = new URLSearchParams({ ...(country === null ? {} : { country }), language })
  return `${origin}/advice/${name}?${query.toString()}`
}

/** A feed of Atom (RFC 4287) around its entries. */
function atom(
  context: Context,
  question: FeedQuestion,
  feed: { name: string; rows: readonly VersionRecord[]; entries: readonly XmlElement[] },
): string {
  const { language } = question
  const self = selfOf(context, feed.name, question)
  return writeXml({
    name: 'feed',
    attributes: { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language },
    children: [
      xmlText('id', self),
      xmlText('title', context.pack.info.ministry[both(language)]),
      xmlText('updated', newestOf(feed.rows)),
      { name: 'author', children: [xmlText('name', context.pack.info.ministry[both(language)])] },
      link({ rel: 'self', type: 'application/atom+xml', href: self }),
      link({ rel: 'alternate', type: 'text/html', href: `${context.origin}/advice?language=${language}` }),
      ...feed.entries,
    ],
  })
}

/** One entry: an advice keeps its id over its versions, a CAP message has its own. */
function entryOf(
  context: Context,
  row: VersionRecord,
  { language, id }: { language: Language; id: string },
): XmlElement {
  const level = levelOf(context, row.content.level)
  return {
    name: 'entry',
    children: [
      xmlText('id', `urn:uuid:${id}`),
      xmlText('title', titleOf(context, row, language)),
      xmlText('updated', at(row)),
      link({ rel: 'alternate', type: 'text/html', href: pageOf(context, row, language) }),
      link({ rel: 'related', type: 'application/cap+xml', href: `${context.origin}${capPath(row.id)}` }),
      { name: 'category', attributes: { term: level.code, label: level.name[both(language)] }, children: [] },
      { name: 'category', attributes: { term: row.country, scheme: 'urn:iso:std:iso:3166' }, children: [] },
      { name: 'content', attributes: { type: 'text' }, children: [textOf(row, language)] },
    ],
  }
}

/** What counts now, the gravest first, as Atom. */
export async function atomFeed(context: Context, question: FeedQuestion): Promise<string> {
  const { language, country } = question
  const rows = byGravity(context, await publicVersions(context.database, context.now(), country))
  const entries = rows.map((row) => entryOf(context, row, { language, id: row.advice_id }))
  return atom(context, question, { name: 'feed.atom', rows, entries })
}

/** The index of CAP files, as Atom: all that counts, and what was said in the last ninety days, withdrawals too; the newest first. */
export async function capIndex(context: Context, question: FeedQuestion): Promise<string> {
  const { language, country } = question
  const all = await messagesSince(context.database, context.now().subtract(kept))
  const rows = all.filter((row) => country === null || row.country === country)
  const entries = rows.map((row) => entryOf(context, row, { language, id: row.id }))
  return atom(context, question, { name: 'feed.cap', rows, entries })
}

/** What counts now as JSON Feed 1.1; members of ours begin with an underscore, as it asks for. */
export async function jsonFeed(context: Context, question: FeedQuestion): Promise<string> {
  const { language, country } = question
  const rows = byGravity(context, await publicVersions(context.database, context.now(), country))
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: context.pack.info.ministry[both(language)],
    home_page_url: `${context.origin}/advice?language=${language}`,
    feed_url: selfOf(context, 'feed.json', question),
    language,
    authors: [{ name: context.pack.info.ministry[both(language)] }],
    items: rows.map((row) => ({
      id: `urn:uuid:${row.advice_id}`,
      url: pageOf(context, row, language),
      title: titleOf(context, row, language),
      content_text: textOf(row, language),
      date_modified: at(row),
      tags: [row.content.level, row.country],
      attachments: [{ url: `${context.origin}${capPath(row.id)}`, mime_type: 'application/cap+xml' }],
      _advice: {
        country: row.country,
        level: row.content.level,
        kind: row.kind,
        number: row.number,
        valid_until: row.content.validUntil,
      },
    })),
  }
  return `${JSON.stringify(feed, null, 1)}\n`
}
