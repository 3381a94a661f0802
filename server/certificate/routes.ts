import { verifyCertificates } from '@consular/api'
import { callerOf } from '../account/index.ts'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { memoryLimit } from './memory-limit.ts'
import { verifyForCaller } from './verify-for-caller.ts'

/** Calls that one network may make in a minute: 6,000 certificates, more than the largest aircraft carries in ten. */
const callsAMinute = 60

/** Verification for those who have no verifier of their own: an airline's check-in. */
export function verificationRoutes(context: Context): readonly Route[] {
  const limit = memoryLimit(callsAMinute)
  return [
    bind(verifyCertificates, async ({ body, http }) => {
      const { network } = callerOf(context, http)
      const allowed = limit(network, context.now())
      return allowed.ok ? verifyForCaller(context, body) : allowed
    }),
  ]
}
