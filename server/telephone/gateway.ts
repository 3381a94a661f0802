import type { Config } from '../config.ts'

/** A call or a short message to an officer, on its way out. It says nothing of anybody. */
export interface OutgoingCall {
  /** The attempt: the same id again is the same call, which a gateway makes once. */
  readonly id: string
  readonly channel: 'sms' | 'telephone'
  /** E.164. */
  readonly to: string
  readonly text: string
}

/** What makes calls. It throws where one could not be handed over. */
export interface TelephoneGateway {
  readonly handOver: (call: OutgoingCall) => Promise<void>
}

/** How long a gateway may take to answer, in milliseconds: less than the pause before the next try. */
const patience = 15_000

/** The gateway of the settings, reached by HTTP; null where there is none, and in a demonstration, whose calls stay in its mailbox page. */
export function telephoneGateway({ mode, telephone }: Pick<Config, 'mode' | 'telephone'>): TelephoneGateway | null {
  if (mode === 'demonstration' || telephone === null) return null
  const { url, key } = telephone
  return {
    handOver: async ({ id, ...call }) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': id,
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ id, ...call }),
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`the gateway answered ${response.status}`)
    },
  }
}
