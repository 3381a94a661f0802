import { fromBase45 } from '../encoding/base45.ts'
import { inflateZlib } from '../encoding/inflate.ts'

/** How every HCERT text begins (HCERT specification 1.0.5, 4.2). */
export const prefix = 'HC1:'

/** The largest certificates are some kilobytes; more than this is an attack. Bytes after inflating. */
const largest = 65_536

/**
 * The text without line breaks and tabs, which pasted text carries anywhere, or null where it is no HCERT. A blank is a symbol of base45: none is taken away
 * behind the prefix.
 */
export function hcertText(text: string): string | null {
  const joined = /[\r\n\t]/.test(text) ? text.replace(/[\r\n\t]+/g, '') : text
  if (joined.startsWith(prefix)) return joined
  const trimmed = joined.trimStart()
  return trimmed.startsWith(prefix) ? trimmed : null
}

/** The COSE message inside the text. Throws `Malformed` with `base45.*` and `inflate.*`. */
export const openEnvelope = (text: string): Uint8Array => inflateZlib(fromBase45(text, prefix.length), largest)
