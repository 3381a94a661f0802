import { addressOf, beginMedia, sendReport } from '@consular/api'
import { freshId } from '@consular/ui'
import { get, set } from 'idb-keyval'
import { now } from '../shell/clock.ts'
import { spoken } from '../shell/language.ts'
import { settings } from '../store/database.ts'
import { promiseDelivery } from './keep-trying.ts'
import { type Cry, changeCry, type Enclosure, keepCry, type Letter } from './outbox.ts'
import { type Fix, fix } from './where.ts'

/** What somebody says with one tap or with words. */
export interface Said {
  readonly situation: string
  readonly words: string
  readonly silent: boolean
  /** The mission whose numbers she sees, where no position says better. */
  readonly mission: string | null
}

const secret = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** What this phone calls itself in its reports, so that they are one case; it says nothing else of the phone. */
async function phoneName(): Promise<string> {
  const known = await get<string>('sos-phone', settings)
  if (known) return known
  const made = secret()
  await set('sos-phone', made, settings)
  return made
}

const placeOf = (at: Fix | null) => (at ? { lat: at.lat, lon: at.lon, accuracy: Math.round(at.accuracy) } : {})

async function letterOf(cry: Pick<Cry, 'id' | 'secret'>, said: Said, at: Fix | null): Promise<Letter> {
  const { words, mission, ...what } = said
  const madeAt = now().toString()
  const hint = mission === null ? {} : { mission }
  const keys = { secret: cry.secret, phone: await phoneName(), language: spoken.value.language, madeAt }
  return {
    address: addressOf(sendReport, { params: { report: cry.id } }),
    // The words stand last: what is cut off a long one is the end of the words.
    body: JSON.stringify({ ...what, ...placeOf(at), ...hint, ...keys, words }),
    madeAt,
    sent: false,
    placed: at !== null,
  }
}

/** Writes a cry for help down on this phone, then has it sent. */
export async function cryOut(said: Said): Promise<string> {
  const keys = { id: freshId<'report'>(), secret: secret() }
  const letter = await letterOf(keys, said, fix.value)
  const { situation, silent } = said
  await keepCry({
    ...keys,
    situation,
    silent,
    madeAt: letter.madeAt,
    letters: [letter],
    enclosures: [],
    state: null,
    heardAt: null,
  })
  await promiseDelivery()
  return keys.id
}

/** Says more in a cry that was made: a further report of the same case. */
export async function sayMore(cry: Cry, said: Said): Promise<void> {
  const letter = await letterOf(cry, said, fix.value)
  await changeCry(cry.id, (known) => ({ ...known, letters: [...known.letters, letter] }))
  await promiseDelivery()
}

/** Says where the phone is, once it knows: the first words did not wait for it. */
export async function sayWhere(cry: Cry, at: Fix): Promise<void> {
  const { situation, silent } = cry
  const letter = await letterOf(cry, { situation, silent, words: '', mission: null }, at)
  await changeCry(cry.id, (known) =>
    known.letters.some(({ placed }) => placed) ? known : { ...known, letters: [...known.letters, letter] },
  )
  await promiseDelivery()
}

/** Lets a voice note or a photograph follow. */
export async function enclose(cry: Cry, kind: Enclosure['kind'], bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const id = freshId<'media'>()
  const enclosure: Enclosure = {
    id,
    kind,
    bytes,
    size: bytes.length,
    address: addressOf(beginMedia, { params: { report: cry.id, media: id } }),
    madeAt: now().toString(),
    received: 0,
    refusal: null,
  }
  await changeCry(cry.id, (known) => ({ ...known, enclosures: [...known.enclosures, enclosure] }))
  await promiseDelivery()
}
