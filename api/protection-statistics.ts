import { CountingPurpose, ProtectionCell } from '@consular/domain/assistance'
import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

export const readProtectionStatistics = endpoint({
  name: 'readProtectionStatistics',
  summary:
    'How many cases of a year there were of each kind at each mission, and how long it took until they were read, reached and resolved; small cells are hidden, sealed cases are in none. For analysts of the ministry, with a purpose.',
  method: 'GET',
  path: '/api/workbench/protection/statistics',
  who: 'officer',
  query: z.object({
    year: z.string().check(z.regex(/^20\d\d$/)),
    purpose: CountingPurpose,
  }),
  status: 200,
  answer: z.object({
    least: z.number(),
    /** The day before which what is counted was opened: whole months that are over. */
    until: z.iso.date(),
    cells: z.array(ProtectionCell),
    missions: z.record(z.string(), z.object({ 'zh-Hans': z.string(), en: z.string() })),
  }),
  refusals: ['access.other-mission', 'access.role-missing'],
})
