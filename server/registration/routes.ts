import * as api from '@consular/api'
import { ok } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { confirmRegistration } from './confirm-registration.ts'
import { deleteRegistration } from './erase.ts'
import { readCodes } from './read-codes.ts'
import { todayOf } from './rules.ts'
import { saveRegistration } from './save-registration.ts'
import { registrationsOf } from './store.ts'
import { registrationView } from './view.ts'

/** Binds what a person does with her own registrations. Officers have no door here. */
export const registrationRoutes = (context: Context): readonly Route[] => [
  bind(api.listRegistrations, async ({ session }) => {
    const rows = await registrationsOf(context.database, session.account, todayOf(context).toString())
    return ok({ registrations: rows.map((row) => registrationView(context, row)) })
  }),
  bind(api.saveRegistration, ({ params, body: { version, ...details }, session }) =>
    saveRegistration(context, { ...params, account: session.account, version, details }),
  ),
  bind(api.confirmRegistration, ({ params, session }) =>
    confirmRegistration(context, { ...params, account: session.account }),
  ),
  bind(api.deleteRegistration, ({ params, session }) =>
    deleteRegistration(context, { ...params, account: session.account }),
  ),
  bind(api.readRegistrationCodes, ({ params, session }) => readCodes(context, { ...params, account: session.account })),
]
