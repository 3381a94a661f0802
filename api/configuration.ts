import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant, Language } from './value.ts'

export const readConfiguration = endpoint({
  name: 'readConfiguration',
  summary: 'What kind of service this is: demonstration or production, whose, in which languages.',
  method: 'GET',
  path: '/api/configuration',
  who: 'anyone',
  status: 200,
  answer: z.object({
    mode: z.enum(['demonstration', 'production']),
    pack: z.string(),
    sendingState: z.string(),
    ministry: z.object({ 'zh-Hans': z.string(), en: z.string() }),
    languages: z.array(Language),
    now: Instant,
  }),
  refusals: [],
})
export const readHealth = endpoint({
  name: 'readHealth',
  summary: 'Is the service ready: the database answers and its tables are those of this version.',
  method: 'GET',
  path: '/api/health',
  who: 'anyone',
  status: 200,
  answer: z.object({ ready: z.boolean() }),
  refusals: ['service.unavailable'],
})
