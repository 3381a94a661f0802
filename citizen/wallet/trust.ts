import { type AnyCertificate, type Reading, type Report, verify } from '@consular/certificate'
import { loadTrust, noTrust, type TrustList } from '@consular/certificate/trust'
import { signal } from '@preact/signals'
import { get, set } from 'idb-keyval'
import { now } from '../shell/clock.ts'
import { settings } from '../store/database.ts'

/** The list that certificates are verified against, and when the service last said that it is the newest. */
interface Trust {
  readonly list: TrustList
  readonly asOf: string | null
}

/** What this phone trusts. */
export const trust = signal<Trust>({ list: noTrust, asOf: null })

const place = 'wallet-trust'
const address = '/trust/list.json'

interface Kept {
  readonly text: string
  readonly asOf: string
}

function take({ text, asOf }: Kept): boolean {
  const loaded = loadTrust(text)
  if (!loaded.ok) return false
  trust.value = { list: loaded.value, asOf }
  return true
}

/** Takes the list that is kept on this phone, for a wallet without a line. */
export async function takeKeptTrust(): Promise<void> {
  const kept = await get<Kept>(place, settings)
  if (kept && trust.value.asOf === null) take(kept)
}

/** Asks the service for its newest list. One that is not whole never replaces what is kept. The same for everybody: who asks tells nothing. */
export async function refreshTrust(): Promise<void> {
  try {
    const response = await fetch(address, { cache: 'no-cache' })
    if (!response.ok) return
    const kept: Kept = { text: await response.text(), asOf: now().toString() }
    if (take(kept)) await set(place, kept, settings)
  } catch {
    // Without a line, what is kept stays.
  }
}

/** The report on a certificate, by the list that is kept here. Nothing is sent. */
export const reportOf = (reading: Reading<AnyCertificate>): Promise<Report> =>
  verify(reading, trust.value.list, now().epochMilliseconds)
