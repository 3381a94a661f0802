import { type AnyCertificate, type Reading, read } from '@consular/certificate'
import { joinChunks } from '@consular/certificate/shc'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { now } from '../shell/clock.ts'
import type { Held } from './held.ts'
import { holdings, keep, openHoldings } from './holdings.ts'
import { newCertificateId } from './move-here.ts'
import { reportOf } from './trust.ts'

/** What was found among the texts of a picture: the first that is a certificate, else why there is none. */
interface Read {
  readonly text: string
  readonly reading: Reading<AnyCertificate>
}

const isPart = (text: string): boolean => /^shc:\/\d+\/\d+\//.test(text)

function readBest(texts: readonly string[]): Read | null {
  // A card that was split over several codes is put together where all of them are in one picture.
  const parts = texts.filter(isPart)
  const joined = parts.length > 1 ? joinChunks(parts) : null
  const whole = joined && 'text' in joined ? [joined.text] : []
  const readings = [...whole, ...texts].map((text): Read => ({ text, reading: read(text) }))
  return readings.find(({ reading }) => !('fault' in reading)) ?? readings[0] ?? null
}

/**
 * Takes somebody else's certificate into the wallet, verified by the list of this phone; it stays somebody else's. Refuses `wallet.no-code`, `wallet.no-certificate`, `wallet.part` (one of several
 * codes), `wallet.forged`, `wallet.held-already`.
 */
export async function takeIn(texts: readonly string[]): Promise<Result<Held>> {
  const found = readBest(texts)
  if (!found) return refuse('wallet.no-code')
  const { text, reading } = found
  if ('fault' in reading) return refuse(isPart(text) ? 'wallet.part' : 'wallet.no-certificate')
  const known = (holdings.value ?? (await openHoldings())).some((held) => held.text === text)
  if (known) return refuse('wallet.held-already')
  const report = await reportOf(reading)
  if (report.verdict === 'forged') return refuse('wallet.forged')
  const held: Held = {
    id: newCertificateId(),
    own: false,
    text,
    file: null,
    family: reading.family,
    account: null,
    records: [],
    addedAt: now().toString(),
    issuedAt: null,
    revokedAt: null,
    reason: null,
    supersededBy: null,
    fresh: false,
  }
  await keep(held)
  return ok(held)
}
