import {
  type AnswerOf,
  acknowledgeDelivery,
  fetchDelivery,
  type listCertificates as ListCertificates,
  listCertificates,
} from '@consular/api'
import { signal } from '@preact/signals'
import { account, ask, session } from '../shell/session.ts'
import { change, heldFrom, holdings, keep, openHoldings } from './holdings.ts'
import { refreshTrust } from './trust.ts'

/** A certificate as the service remembers it. */
export type Remembered = AnswerOf<typeof ListCertificates>['certificates'][number]

/** What the service remembers of this account's certificates; null while that is not known. */
export const remembered = signal<readonly Remembered[] | null>(null)

const pause = 3 * 60 * 1000

/** Takes over what the service says of a certificate that is held here. */
async function note({ id, revokedAt, reason, supersededBy }: Remembered): Promise<void> {
  const known = holdings.value?.find((held) => held.id === id)
  if (!known || (known.revokedAt === revokedAt && known.supersededBy === supersededBy)) return
  await change(id, { revokedAt, reason, supersededBy })
}

/** Fetches a certificate that waits. The service is told only when this phone has read it back from its store; else it stays there. */
async function receive(id: string): Promise<void> {
  const params = { certificate: id }
  const answer = await ask(fetchDelivery, { params })
  if (!answer.ok) return
  await keep({ ...heldFrom(answer.value, account.value), fresh: true })
  await ask(acknowledgeDelivery, { params })
}

let running: Promise<void> | null = null

async function round(): Promise<void> {
  if (holdings.value === null) await openHoldings()
  const trusting = refreshTrust()
  if (account.value !== null && session.value !== null) {
    const answer = await ask(listCertificates, {})
    if (answer.ok) {
      remembered.value = answer.value.certificates
      for (const each of answer.value.certificates) {
        await note(each)
        if (each.delivery) await receive(each.id)
      }
    }
  }
  await trusting
}

/** Brings this phone up to date: states, new certificates, the trust list. One round at a time; without a line nothing changes. */
export function synchroniseWallet(): Promise<void> {
  running ??= round().finally(() => {
    running = null
  })
  return running
}

/** Up to date while the wallet is open and looked at: at once, every few minutes, when the line comes back. Answers what ends it. */
export function keepWalletFresh(): () => void {
  const go = () => {
    if (document.visibilityState === 'visible') void synchroniseWallet()
  }
  const timer = setInterval(go, pause)
  addEventListener('online', go)
  document.addEventListener('visibilitychange', go)
  go()
  return () => {
    clearInterval(timer)
    removeEventListener('online', go)
    document.removeEventListener('visibilitychange', go)
  }
}
