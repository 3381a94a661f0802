import { ensureExampleAdvice } from './advice/index.ts'
import { ensureDemonstrationKeys } from './certificate/index.ts'
import type { Context } from './context.ts'
import { addSampleApplications, addSampleRecords } from './demonstration/index.ts'
import { ensureExampleOfficers, refuseExampleOfficers } from './officer/index.ts'

/** Makes a demonstration a living service, and makes sure that production has nothing of one. */
export async function prepareMode(context: Context, say: (line: string) => void): Promise<void> {
  if (context.config.mode === 'production') return refuseExampleOfficers(context)
  await ensureExampleOfficers(context)
  await ensureExampleAdvice(context)
  await ensureDemonstrationKeys(context, say)
  if (await addSampleApplications(context)) say('Added sample applications in every state.')
  const command = await addSampleRecords(context)
  if (command !== null) say(`Added an example laboratory. To send a line as it does:\n  ${command}`)
}
