import type { AdviceArea, AdviceContent } from './content.ts'
import type { AdviceLevel } from './level.ts'
import type { AdviceAct } from './lifecycle.ts'
import { writeXml, type XmlElement, xmlText } from './xml.ts'

/** A version that took effect, as the chain of CAP messages needs it. */
export interface CapMessage {
  readonly id: string
  /** 1 for the first of its advice. */
  readonly number: number
  readonly act: AdviceAct
  readonly content: AdviceContent
  /** When it was published. */
  readonly sentAt: string
}

/** What a message replaces: all that was published of its advice before it, since it was last taken back. In the order of their numbers. */
export function chainBefore(
  messages: readonly CapMessage[],
  { number }: Pick<CapMessage, 'number'>,
): readonly CapMessage[] {
  const before = messages.filter((each) => each.number < number).toSorted((one, other) => one.number - other.number)
  return before.slice(before.findLastIndex(({ act }) => act === 'withdraw') + 1)
}

/** Who sends, and what readers are told beside the content. */
export interface CapSender {
  /** An internet name of the sender's own: CAP 1.2, section 3.2.1. */
  readonly host: string
  readonly name: { readonly zh: string; readonly en: string }
  /** A demonstration sends tests, which no program may take for a warning. */
  readonly isTest: boolean
  /** The page about the country. */
  readonly web: string
  readonly countryName: { readonly zh: string; readonly en: string }
}

/** What one CAP file is made from: the message, what was published of this advice before it, and its country and level. */
export interface CapSubject {
  readonly message: CapMessage
  readonly earlier: readonly CapMessage[]
  readonly country: string
  readonly level: AdviceLevel
}

/** A moment as CAP wants it: no fractions, and UTC as `-00:00`, never `Z` (section 3.3.2). */
export const capTime = (instant: string): string =>
  `${Temporal.Instant.from(instant).toString({ smallestUnit: 'second' }).slice(0, -1)}-00:00`

const identifier = ({ id }: CapMessage, { host }: CapSender): string => `${host}.advice.${id}`
const senderOf = ({ host }: CapSender): string => `advice@${host}`

/** Names an earlier message in `references`: its sender, identifier and time. */
const reference = (message: CapMessage, sender: CapSender): string =>
  [senderOf(sender), identifier(message, sender), capTime(message.sentAt)].join(',')

const pair = (name: string, valueName: string, value: string): XmlElement => ({
  name,
  children: [xmlText('valueName', valueName), xmlText('value', value)],
})

const point = ({ lat, lon }: { readonly lat: number; readonly lon: number }): string => `${lat},${lon}`

/** Shapes of an area; a polygon ends where it began (section 3.2.4). */
function shapesOf({ circle, polygon }: AdviceArea): readonly XmlElement[] {
  const corners = polygon ?? []
  const closed = [...corners, ...corners.slice(0, 1)]
  return [
    ...(polygon === null ? [] : [xmlText('polygon', closed.map(point).join(' '))]),
    ...(circle === null ? [] : [xmlText('circle', `${point(circle.centre)} ${circle.km}`)]),
  ]
}

/** The areas in a language; without any it is the whole country. */
function areasOf({ message, country }: CapSubject, sender: CapSender, language: 'zh' | 'en'): readonly XmlElement[] {
  const inCountry = pair('geocode', 'ISO 3166-1', country)
  const { areas } = message.content
  if (areas.length === 0)
    return [{ name: 'area', children: [xmlText('areaDesc', sender.countryName[language]), inCountry] }]
  return areas.map((area) => ({
    name: 'area',
    children: [
      xmlText('areaDesc', `${area.name[language]}, ${sender.countryName[language]}`),
      ...shapesOf(area),
      inCountry,
      ...(area.subdivision === null ? [] : [pair('geocode', 'ISO 3166-2', area.subdivision)]),
    ],
  }))
}

/** What is said in one language. A withdrawal says that there is nothing any more to beware of. */
function infoOf(subject: CapSubject, sender: CapSender, language: 'zh' | 'en'): XmlElement {
  const { message, level } = subject
  const { content, act } = message
  const isOver = act === 'withdraw'
  const optional = (name: string, text: string | null): readonly XmlElement[] => (text ? [xmlText(name, text)] : [])
  return {
    name: 'info',
    children: [
      xmlText('language', language === 'zh' ? 'zh-Hans' : 'en'),
      xmlText('category', content.category),
      xmlText('event', level.name[language]),
      xmlText('responseType', isOver ? 'AllClear' : level.response),
      xmlText('urgency', isOver ? 'Past' : level.urgency),
      xmlText('severity', isOver ? 'Minor' : level.severity),
      xmlText('certainty', level.certainty),
      xmlText('effective', capTime(message.sentAt)),
      ...optional('onset', content.validFrom && capTime(content.validFrom)),
      ...optional('expires', isOver ? null : content.validUntil && capTime(content.validUntil)),
      xmlText('senderName', sender.name[language]),
      xmlText('headline', content.headline[language]),
      xmlText('description', content.text[language]),
      ...optional('instruction', content.instruction[language]),
      xmlText('web', sender.web),
      pair('parameter', 'level', level.code),
      pair('parameter', 'version', String(message.number)),
      ...areasOf(subject, sender, language),
    ],
  }
}

/** What kind of message it is: CAP's Alert, Update or Cancel. */
export const capType = ({ act }: CapMessage, earlier: readonly CapMessage[]): 'Alert' | 'Update' | 'Cancel' =>
  act === 'withdraw' ? 'Cancel' : earlier.length > 0 ? 'Update' : 'Alert'

/** The CAP 1.2 file of a version: one `info` in each language, and references to all that it replaces. */
export function writeCap(subject: CapSubject, sender: CapSender): string {
  const { message, earlier } = subject
  const references = earlier.map((before) => reference(before, sender)).join(' ')
  return writeXml({
    name: 'alert',
    attributes: { xmlns: 'urn:oasis:names:tc:emergency:cap:1.2' },
    children: [
      xmlText('identifier', identifier(message, sender)),
      xmlText('sender', senderOf(sender)),
      xmlText('sent', capTime(message.sentAt)),
      xmlText('status', sender.isTest ? 'Test' : 'Actual'),
      xmlText('msgType', capType(message, earlier)),
      xmlText('scope', 'Public'),
      ...(references === '' ? [] : [xmlText('references', references)]),
      infoOf(subject, sender, 'zh'),
      infoOf(subject, sender, 'en'),
    ],
  })
}
