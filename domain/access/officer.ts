import * as z from 'zod/mini'
import { idSchema } from '../shared/schema.ts'

export const OfficerId = idSchema<'officer'>()
export type OfficerId = z.infer<typeof OfficerId>

/** What an officer may be at a mission. Nobody is anything everywhere: ministry roles name the ministry as their mission. */
export const Role = z.enum([
  'reviewer',
  'approver',
  'duty',
  'deputy',
  'head',
  'mission-admin',
  'ministry-duty',
  'ministry-analyst',
  'trust-manager',
  'advice-editor',
  'advice-approver',
  'auditor',
])
export type Role = z.infer<typeof Role>

/** A role held at one mission. */
export const Posting = z.object({ role: Role, mission: z.string() })
export type Posting = z.infer<typeof Posting>

/** An officer as the rules see one: an id and the roles, mission by mission. */
export const Officer = z.object({ id: OfficerId, postings: z.array(Posting) })
export type Officer = z.infer<typeof Officer>
