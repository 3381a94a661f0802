import { findChromium } from './chromium.ts'

/** Unpacks the browser once, before the first journey, and says which one it is. */
export default async function setup(): Promise<void> {
  const { path } = await findChromium()
  process.stdout.write(`Journeys run in ${path}\n`)
}
