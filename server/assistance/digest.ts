import { createHash } from 'node:crypto'

/** SHA-256 of parts of text, kept apart. */
export const digest = (...parts: readonly string[]): Buffer =>
  createHash('sha256').update(JSON.stringify(parts)).digest()
