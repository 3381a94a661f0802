import type { Certificate, Reading } from '../certificate.ts'
import { fromBase64url } from '../encoding/base64.ts'
import { isArray, isObject, isString, parseJson } from '../encoding/json.ts'
import { fromUtf8 } from '../encoding/utf8.ts'
import { guard, Malformed } from '../fault.ts'
import { type Card, readCard, type SealedCard } from './card.ts'
import { fromNumeric, isNumeric, withoutLineBreak } from './numeric.ts'

/** A SMART Health Card, or the cards of one file about one person: each is verified by itself. */
export type ShcCertificate = Certificate<'shc', readonly SealedCard[]>

const unrecognised = { family: null, fault: { verdict: 'unrecognised', code: 'text.unrecognised' } } as const

/** A file may hold this many cards. */
const mostCards = 32

/**
 * Reads a SMART Health Card (framework version 1.4): the text of a QR code, a compact JWS, or a `.smart-health-card` file. One line break after it is let
 * pass. A file with several cards is one certificate, as good as its worst card, with the entries of all. Where they are about several persons it has neither
 * holder nor entries, so that nobody is taken for another, and warns (`shc.several-holders`): `readShcFile` reads them apart. Faults: those of `readCard` and
 * `fromNumeric`, and `shc.cards`.
 */
export function readShc(text: string): Reading<ShcCertificate> {
  const texts = guard(() => cardsOf(withoutLineBreak(text)))
  if (texts === null) return unrecognised
  if ('fault' in texts) return { family: 'shc', fault: texts.fault }
  const read = guard(() => combine(texts.map(readCard)))
  return 'fault' in read ? { family: 'shc', fault: read.fault } : read
}

/** Reads every card of a text by itself; for files whose cards are about several persons. */
export function readShcFile(text: string): readonly Reading<ShcCertificate>[] {
  const texts = guard(() => cardsOf(withoutLineBreak(text)))
  if (texts === null) return [unrecognised]
  if ('fault' in texts) return [{ family: 'shc', fault: texts.fault }]
  return texts.map((each) => {
    const read = guard(() => combine([readCard(each)]))
    return 'fault' in read ? { family: 'shc', fault: read.fault } : read
  })
}

/** The JWS of a text, or null if it is none of this family. Throws `Malformed` for a broken QR text or file. */
function cardsOf(text: string): readonly string[] | null {
  if (isNumeric(text)) return [fromNumeric(text)]
  if (/^\s*\{/.test(text)) return text.includes('"verifiableCredential"') ? cardsOfFile(text) : null
  return isCardJws(text) ? [text] : null
}

/** The cards of a file, or of an answer to `$health-cards-issue` (FHIR Parameters). Null if it holds other credentials. */
export function cardsOfFile(text: string): readonly string[] | null {
  const file = parseFile(text)
  if (!isObject(file)) return null
  const { verifiableCredential, parameter } = file as { verifiableCredential?: unknown; parameter?: unknown }
  const listed = isArray(parameter)
    ? parameter
        .filter(isObject)
        .flatMap((each) => (each['name'] === 'verifiableCredential' ? [each['valueString']] : []))
    : verifiableCredential
  if (!isArray(listed) || !listed.every(isString)) return null
  if (listed.length === 0 || listed.length > mostCards) throw new Malformed('shc.cards', listed.length)
  return listed
}

/** Broken JSON counts as a card's only if it holds what looks like a JWS; linked data of other families does not. */
function parseFile(text: string): unknown {
  if (/"verifiableCredential"\s*:\s*\[\s*"eyJ/.test(text)) return parseJson(text)
  const file = guard(() => ({ parsed: parseJson(text) }))
  return 'fault' in file ? null : file.parsed
}

/** A JWS is a card's if its header compresses, or names no other type of token. */
function isCardJws(text: string): boolean {
  const part = /^\s*(eyJ[\w-]*)\.[^~]*$/.exec(text)?.[1]
  if (part === undefined) return false
  const read = guard(() => ({ header: parseJson(fromUtf8(fromBase64url(part))) }))
  if ('fault' in read || !isObject(read.header)) return false
  return read.header['zip'] !== undefined || read.header['typ'] === undefined
}

function combine(cards: readonly Card[]): ShcCertificate {
  const [first, ...others] = cards as readonly [Card, ...Card[]]
  const { holder, sealed } = first
  const issuer = { country: null, id: sealed.issuer, keyId: sealed.keyId }
  const common = { family: 'shc', holder, issuer } as const
  if (others.length === 0) {
    const { entries, validity, warnings, payload } = first
    return { ...common, entries, validity, warnings, payload, sealed: [sealed] }
  }
  const person = JSON.stringify(holder)
  const stranger = others.findIndex((each) => JSON.stringify(each.holder) !== person)
  const warnings = cards.flatMap((each) => each.warnings)
  const content =
    stranger < 0
      ? { holder, entries: cards.flatMap(({ entries }) => entries), warnings }
      : { holder: {}, entries: [], warnings: [...warnings, { code: 'shc.several-holders', at: `${stranger + 1}` }] }
  const ends = cards.flatMap(({ validity }) => validity.until ?? [])
  return {
    ...common,
    ...content,
    validity: {
      from: Math.max(...cards.map((each) => each.sealed.notBefore)),
      until: ends.length > 0 ? Math.min(...ends) : null,
    },
    payload: cards.map(({ payload }) => payload),
    sealed: cards.map((each) => each.sealed),
  }
}
