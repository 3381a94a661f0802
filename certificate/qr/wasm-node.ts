// The one file of this folder that knows Node: it finds the reader's program among the installed packages.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** The program of `zxing-wasm`, from its own package. */
export const wasmAtHand = async (): Promise<Uint8Array | null> =>
  await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
