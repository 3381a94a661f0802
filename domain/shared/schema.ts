import * as z from 'zod/mini'
import type { Id } from './id.ts'

/** The schema of a UUIDv7 on the wire. The phantom kind costs nothing at run time. */
export const idSchema = <Kind extends string>(): z.ZodMiniType<Id<Kind>, string> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check proves the text; the brand exists for the compiler alone
  z.string().check(z.uuidv7()) as unknown as z.ZodMiniType<Id<Kind>, string>

/** A moment on the wire: ISO 8601 in UTC, such as `2026-11-24T09:00:00Z`. */
export const InstantText = z.iso.datetime()

/** A calendar day on the wire: `2026-12-17`. */
export const DateText = z.iso.date()
