import { call, readConfiguration } from '@consular/api'
import { type CwtKey, keysOfSet } from '@consular/certificate/cwt'
import { type Pixels, readCodes } from '@consular/certificate/qr'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** What a check needs, fetched when the page is opened: from then on no line is needed. */
export interface Means {
  readonly keys: readonly CwtKey[]
  /** When they were fetched, by the clock of the service. */
  readonly keysAt: Temporal.Instant
  /** Milliseconds by which the clock of the service is ahead of this desk's. */
  readonly ahead: number
  /** The program that reads codes; null where it did not come. Text can be checked all the same. */
  readonly reader: Uint8Array | null
}

async function bytesOf(address: string): Promise<Uint8Array | null> {
  const response = await fetch(address).catch(() => null)
  return response?.ok ? new Uint8Array(await response.arrayBuffer()) : null
}

/** The keys of registrations as they are published; null where they did not come. */
export async function fetchMeans(): Promise<Means | null> {
  const [file, reader, service] = await Promise.all([
    bytesOf('/.well-known/registration-keys.json'),
    bytesOf(wasm),
    call(readConfiguration, {}),
  ])
  if (!file || !service.ok) return null
  const keysAt = Temporal.Instant.from(service.value.now)
  const { registrationKeys = [] }: { registrationKeys?: Parameters<typeof keysOfSet>[0] } = JSON.parse(
    new TextDecoder().decode(file),
  )
  return {
    keys: keysOfSet(registrationKeys),
    keysAt,
    ahead: keysAt.epochMilliseconds - Temporal.Now.instant().epochMilliseconds,
    reader,
  }
}

/** The texts of the codes in a frame of the camera. */
export async function readFrame(frame: Pixels, { reader }: Means): Promise<readonly string[]> {
  if (!reader) return []
  try {
    return (await readCodes(frame, { wasm: reader, quick: true })).map(({ text }) => text)
  } catch {
    return []
  }
}
