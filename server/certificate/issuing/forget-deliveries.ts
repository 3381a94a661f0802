import type { Context } from '../../context.ts'
import { deleteOldDeliveries } from './store.ts'

/** Forgets certificates that waited for a phone that did not come in their days. */
export const forgetDeliveries = ({ database, now }: Context): Promise<void> => deleteOldDeliveries(database, now())
