import { families } from '@consular/certificate'
import * as z from 'zod/mini'

/** A certificate as this phone holds it. */
export const Held = z.object({
  /** Ours: the id of the certificate; others': made here. */
  id: z.string(),
  /** Issued by this service; another's is held beside and never issued anew. */
  own: z.boolean(),
  /** What a code shows. */
  text: z.string(),
  /** As a file of its family, where it has such a form. */
  file: z.nullable(z.string()),
  family: z.enum(families),
  /** Whose account it came to; null for another's. */
  account: z.nullable(z.string()),
  records: z.array(z.string()),
  /** When this phone got it. */
  addedAt: z.string(),
  issuedAt: z.nullable(z.string()),
  /** What the service last said of it. */
  revokedAt: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  supersededBy: z.nullable(z.string()),
  /** It came by itself, in place of another, and has not been looked at. */
  fresh: z.boolean(),
})
export type Held = z.infer<typeof Held>
