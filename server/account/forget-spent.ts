import type { Context } from '../context.ts'
import { deleteSpent } from './store.ts'

/** Deletes what sign-in no longer needs; a schedule calls it every hour. */
export const forgetSpent = (context: Context): Promise<void> =>
  context.database.transaction().execute((tx) => deleteSpent(tx, context.now()))
