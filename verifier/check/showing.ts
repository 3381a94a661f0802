import { type AnyCertificate, type Reading, read } from '@consular/certificate'
import { signal } from '@preact/signals'
import { now } from '../shell/service.ts'
import { country, sound } from '../shell/settings.ts'
import { firstAnswer, material, unasked } from '../trust/keep.ts'
import { play } from '../verdict/sound.ts'
import { examine, type Finding, noCode, readBest } from './examine.ts'
import { type Gathered, Gatherer, isPart } from './gather.ts'

/** What is on the screen: a finding with its number, so that the same words about the next traveller are another finding. */
export interface Shown extends Finding {
  readonly number: number
}

/** Nothing about a traveller stays longer than this: milliseconds. */
const lifetime = 60_000

/** How long the first list may take: milliseconds. */
const patience = 15_000

/** The finding on the screen. It stands in memory alone. */
export const shown = signal<Shown | null>(null)

/** A card that was split over several codes, while not all are there. */
export const gathered = signal<Gathered | null>(null)

/** Is a text waiting for the first trust list of this device? */
export const waiting = signal(false)

const gatherer = new Gatherer()
let number = 0
let vanishing: ReturnType<typeof setTimeout> | undefined

/** Takes everything about the last traveller off the screen and out of memory. */
export function clear(): void {
  number++
  clearTimeout(vanishing)
  gatherer.clear()
  gathered.value = null
  waiting.value = false
  shown.value = null
}

function vanishLater(): void {
  clearTimeout(vanishing)
  vanishing = setTimeout(clear, lifetime)
}

/** A code may be scanned before the very first list is here. Then it waits for that list, but not for ever. */
async function listAtHand(): Promise<void> {
  if (material.value.asOf !== null || !unasked.value) return
  waiting.value = true
  shown.value = null
  await Promise.race([firstAnswer, new Promise((done) => setTimeout(done, patience))])
}

async function show(reading: Reading<AnyCertificate>): Promise<void> {
  const mine = ++number
  await listAtHand()
  const finding = await examine(reading, material.value, { country: country.value, now: now() })
  // Another traveller's code came while this one was verified.
  if (mine !== number) return
  gathered.value = null
  waiting.value = false
  shown.value = { ...finding, number }
  vanishLater()
  if (sound.value) play(finding.tone)
}

/** Verifies one text: that of a code, or what was pasted. */
export async function checkText(text: string): Promise<void> {
  const taken = gatherer.take(text)
  if (typeof taken === 'string') return show(read(taken))
  shown.value = null
  gathered.value = taken
  vanishLater()
}

/** Verifies what a scanner typed, which may stand for several texts: the one that is a certificate counts. */
export function checkBest(texts: readonly string[]): Promise<void> {
  const part = texts.find(isPart)
  return part === undefined ? show(readBest(texts)) : checkText(part)
}

/** Verifies the codes of a picture: a card that was split over several is one, other codes beside a certificate are left out. */
export function checkPicture(texts: readonly string[]): Promise<void> {
  gatherer.clear()
  const whole = texts.map((text) => gatherer.take(text)).filter((taken) => typeof taken === 'string')
  gatherer.clear()
  if (whole.length > 0) return show(readBest(whole))
  return show(texts[0] === undefined ? noCode : read(texts[0]))
}
