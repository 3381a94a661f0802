import type * as z from 'zod/mini'
import { idSchema } from '../shared/schema.ts'

export const PersonId = idSchema<'person'>()
export type PersonId = z.infer<typeof PersonId>
