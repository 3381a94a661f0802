import { createHash, timingSafeEqual } from 'node:crypto'
import { type BodyOf, receiveReceipt, receiveSms } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import { bind, type Request, type Route } from '../http/bind.ts'

/** What is done with what comes in by telephone. */
export interface TelephoneListeners {
  readonly message: (message: BodyOf<typeof receiveSms>) => Promise<void>
  readonly receipt: (receipt: BodyOf<typeof receiveReceipt>) => Promise<void>
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Does the caller show the key of our gateway? Without such a key in the settings nobody does. Refuses `telephone.key-wrong`. */
function isGateway({ config }: Context, { http }: Pick<Request<typeof receiveSms>, 'http'>): Result<true> {
  const shown = /^Bearer (.{1,500})$/i.exec(http.req.header('authorization') ?? '')?.[1]
  const { telephoneInboundKey: key } = config
  const fits = key !== null && shown !== undefined && timingSafeEqual(digest(shown), digest(key))
  return fits ? ok(true) : refuse('telephone.key-wrong')
}

/** The way in from the telephone gateway: short messages and receipts. */
export const telephoneRoutes = (context: Context, listeners: TelephoneListeners): readonly Route[] => [
  bind(receiveSms, async ({ body, http }) => {
    const known = isGateway(context, { http })
    if (!known.ok) return known
    await listeners.message(body)
    return ok(undefined)
  }),
  bind(receiveReceipt, async ({ body, http }) => {
    const known = isGateway(context, { http })
    if (!known.ok) return known
    await listeners.receipt(body)
    return ok(undefined)
  }),
]
