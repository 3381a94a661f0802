import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant, Uuid } from './value.ts'

export const receiveSms = endpoint({
  name: 'receiveSms',
  summary:
    'A short message that came in, from the telephone gateway, which shows its key as `authorization: Bearer …`. The same id again is the same message. None is dropped: what is not understood waits for a human.',
  method: 'POST',
  path: '/api/telephone/messages',
  who: 'anyone',
  body: z.object({
    id: z.string().check(z.minLength(1), z.maxLength(200)),
    from: z.string().check(z.minLength(1), z.maxLength(40)),
    text: z.string().check(z.maxLength(10_000)),
    receivedAt: z.optional(Instant),
  }),
  status: 204,
  answer: 'nothing',
  refusals: ['telephone.key-wrong'],
})
export const receiveReceipt = endpoint({
  name: 'receiveTelephoneReceipt',
  summary:
    'What became of a message that was handed over, from the telephone gateway: it reached the telephone, or never will.',
  method: 'POST',
  path: '/api/telephone/receipts',
  who: 'anyone',
  body: z.object({ id: Uuid, outcome: z.enum(['delivered', 'failed']) }),
  status: 204,
  answer: 'nothing',
  refusals: ['telephone.key-wrong'],
})
