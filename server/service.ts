import { openApi } from '@consular/api/openapi'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { accountRoutes, forgetSpent } from './account/index.ts'
import { adviceRoutes, keepAdvice } from './advice/index.ts'
import { applicationRoutes, checkSubmitted, keepDeadlines, workbenchRoutes } from './application/index.ts'
import { assistanceRoutes, eraseTraces, makeCalls, planCalls } from './assistance/index.ts'
import { attachmentRoutes } from './attachment/index.ts'
import { sealAudit } from './audit/index.ts'
import {
  forgetDeliveries,
  issuingRoutes,
  keepLists,
  paperRoutes,
  replaceLostKeys,
  trustPages,
  verificationRoutes,
  wellKnownPages,
} from './certificate/index.ts'
import type { Context } from './context.ts'
import { crisisRoutes, eraseCrises, sendCrisisMessages, takeReceipt, takeSms } from './crisis/index.ts'
import { demonstrationRoutes } from './demonstration/index.ts'
import { createApp } from './http/app.ts'
import type { Route } from './http/bind.ts'
import { configurationRoutes } from './http/configuration.ts'
import type { ServedFile } from './http/files.ts'
import type { Job } from './jobs/start.ts'
import { offlineDirectory } from './mission/index.ts'
import { letterRoutes, mailboxPage, mailTransport, sendDueLetters } from './notification/index.ts'
import { officerRoutes } from './officer/index.ts'
import { personRoutes } from './person/index.ts'
import { advicePages, crisisPages, plainRoutes, protectionPages, sosPages } from './plain/index.ts'
import { recordRoutes, vaccineFile } from './record/index.ts'
import { keepDates, registrationRoutes } from './registration/index.ts'
import { telephoneGateway, telephoneRoutes } from './telephone/index.ts'
import { fetchDue, trustRoutes } from './trust/index.ts'

/** Everything the process serves and does: the HTTP surface, the jobs, and where to open what. */
export interface Service {
  readonly app: Hono
  readonly jobs: readonly Job[]
  readonly addresses: readonly string[]
}

/** Every route of the API; those of a demonstration are mounted only in one. */
export const routesOf = (context: Context): readonly Route[] => [
  ...configurationRoutes(context),
  ...accountRoutes(context),
  ...officerRoutes(context),
  ...applicationRoutes(context),
  ...attachmentRoutes(context),
  ...workbenchRoutes(context),
  ...personRoutes(context),
  ...recordRoutes(context),
  ...letterRoutes(context),
  ...verificationRoutes(context),
  ...trustRoutes(context),
  ...issuingRoutes(context),
  ...paperRoutes(context),
  ...assistanceRoutes(context),
  ...adviceRoutes(context),
  ...crisisRoutes(context),
  ...telephoneRoutes(context, {
    message: (message) => takeSms(context, message),
    receipt: (receipt) => takeReceipt(context, receipt),
  }),
  ...registrationRoutes(context),
  ...demonstrationRoutes(context),
]

/** Puts the modules together. */
export async function serviceOf(context: Context, log: Logger): Promise<Service> {
  const demonstration = context.config.mode === 'demonstration'
  const pages = [
    plainRoutes(context),
    sosPages(context),
    advicePages(context),
    crisisPages(context),
    protectionPages(context),
    wellKnownPages(context),
    trustPages(context),
    ...(demonstration ? [mailboxPage(context)] : []),
  ]
  return {
    app: createApp(context, { routes: routesOf(context), pages, files: await filesOf(context), log }),
    jobs: jobsOf(context),
    addresses: [
      '',
      `  Find a mission   ${context.origin}/`,
      `  Ask for help     ${context.origin}/sos`,
      `  Citizens         ${context.origin}/app/`,
      `  Workbench        ${context.origin}/workbench/`,
      `  Border verifier  ${context.origin}/verifier/`,
      ...(demonstration
        ? [
            `  Mailbox          ${context.origin}/demonstration/mailbox`,
            '',
            '  This is a demonstration: nothing that it issues is real.',
          ]
        : []),
      '',
      '  Ready. Stop with Ctrl-C.',
    ],
  }
}

function jobsOf(context: Context): readonly Job[] {
  const transport = mailTransport(context.config, context.origin)
  const gateway = telephoneGateway(context.config)
  return [
    { name: 'call-duty', every: '* * * * *', everySeconds: 3, run: () => planCalls(context) },
    { name: 'make-calls', every: '* * * * *', everySeconds: 3, run: () => makeCalls(context, gateway) },
    {
      name: 'send-crisis-messages',
      every: '* * * * *',
      everySeconds: 3,
      run: () => sendCrisisMessages(context, gateway),
    },
    { name: 'erase-crises', every: '47 * * * *', run: () => eraseCrises(context) },
    { name: 'keep-advice', every: '* * * * *', run: () => keepAdvice(context) },
    { name: 'check-submitted', every: '* * * * *', run: () => checkSubmitted(context) },
    { name: 'send-letters', every: '* * * * *', run: async () => void (await sendDueLetters(context, transport)) },
    { name: 'seal-audit', every: '* * * * *', run: async () => void (await sealAudit(context)) },
    { name: 'keep-registrations', every: '13 * * * *', run: () => keepDates(context) },
    { name: 'keep-deadlines', every: '7 * * * *', run: () => keepDeadlines(context) },
    { name: 'fetch-trust', every: '41 * * * *', run: () => fetchDue(context) },
    { name: 'keep-key-lists', every: '27 3 * * *', run: () => keepLists(context) },
    { name: 'replace-lost-keys', every: '* * * * *', run: async () => void (await replaceLostKeys(context)) },
    { name: 'erase-traces', every: '23 * * * *', run: () => eraseTraces(context) },
    { name: 'forget-deliveries', every: '37 3 * * *', run: () => forgetDeliveries(context) },
    { name: 'forget-spent', every: '17 * * * *', run: () => forgetSpent(context) },
  ]
}

/** Files made at the start: the contract, and the directory that phones keep. */
async function filesOf(context: Context): Promise<ReadonlyMap<string, ServedFile>> {
  const files = new Map<string, ServedFile>()
  const contract = new TextEncoder().encode(JSON.stringify(openApi()))
  files.set('/api/openapi.json', { bytes: contract, type: 'application/json', immutable: false })
  files.set('/pack/vaccines.json', await vaccineFile())
  for (const [path, file] of await offlineDirectory(context.pack, context.now())) files.set(path, file)
  return files
}
