import { generateKeyPairSync } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordLine } from '@consular/domain/record'
import { newId } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { acceptLines, claimRecord, registerSource, sendDocument } from '../record/index.ts'
import { specimenPage } from './specimen.ts'
import { exampleAdministrator, hasSources, sampleAccount } from './store.ts'

/**
 * Fills an empty demonstration with a laboratory and a clinic of country XX, a few records of people who do not exist, some of them claimed, and a paper that waits. Their keys lie in the
 * folder `example-laboratory` of the data folder, so that a newcomer can send a line too. Answers the command that does, or null where there was nothing to add.
 */
export async function addSampleRecords(context: Context): Promise<string | null> {
  const administrator = await exampleAdministrator(context.database)
  if (!administrator || (await hasSources(context.database))) return null
  const session: OfficerSession = { ...administrator, steppedUpAt: context.now() }
  const mission = session.assignments[0]?.mission ?? ''
  const folder = join(context.config.dataFolder, 'example-laboratory')
  await mkdir(folder, { recursive: true })
  const laboratory = await sourceAt(context, session, { kind: 'laboratory', name: 'Example laboratory', folder })
  const clinic = await sourceAt(context, session, { kind: 'clinic', name: 'Example clinic', folder: null })
  const account = await sampleAccount(context.database)
  for (const [source, lines] of [
    [laboratory, tests(context)],
    [clinic, vaccinations(context)],
  ] as const) {
    const answers = await context.database
      .transaction()
      .execute((tx) => acceptLines(tx, context, { source: { id: source, mission }, lines, evidence: null }))
    const [first, code] = [lines[0], answers[0]?.claim]
    if (!first || !code || account === null) continue
    const caller = { token: null, device: '', network: null }
    await claimRecord(context, { account, caller, code, birthDate: first.person.birthDate })
  }
  if (account !== null) await sendPaper(context, { account, mission })
  await writeFile(join(folder, 'results.csv'), resultsFor(context))
  const at = (name: string) => join(folder, name)
  return `consular records send ${at('results.csv')} --url ${context.origin} --api-key-file ${at('api-key')} --signing-key ${at('signing-key.pem')}`
}

interface Example {
  readonly kind: 'laboratory' | 'clinic'
  readonly name: string
  /** Where its keys are left; null: nowhere. */
  readonly folder: string | null
}

async function sourceAt(context: Context, session: OfficerSession, { kind, name, folder }: Example): Promise<string> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const id = newId<'health-source'>(context.now(), context.random)
  const made = await registerSource(context, session, {
    id,
    mission: session.assignments[0]?.mission ?? '',
    kind,
    name,
    country: 'XX',
    accreditation: 'No accreditation: an example',
    signingKey: publicKey.export({ type: 'spki', format: 'pem' }),
  })
  if (!made.ok) throw new Error(`an example source was refused: ${made.refusal.code}`)
  if (folder === null) return id
  const only = { mode: 0o600 }
  await writeFile(join(folder, 'signing-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), only)
  await writeFile(join(folder, 'api-key'), `${made.value.apiKey}\n`, only)
  return id
}

const people = [
  {
    familyName: '林',
    givenName: '梅',
    latin: { familyName: 'LIN', givenName: 'MEI' },
    birthDate: '1992-06-01',
    documentNumber: 'U12345678',
  },
  { familyName: '王', givenName: '雷', latin: { familyName: 'WANG', givenName: 'LEI' }, birthDate: '1988-11-23' },
  { familyName: 'Rossi', givenName: 'Anna', birthDate: '1984-02-29' },
] as const

const daysAgo = (context: Context, days: number): Temporal.Instant =>
  context.now().subtract({ hours: Math.round(24 * days) })
const dayOf = (instant: Temporal.Instant): string => instant.toString().slice(0, 10)
const secondOf = (instant: Temporal.Instant): string => instant.toString({ smallestUnit: 'second' })

function tests(context: Context): readonly RecordLine[] {
  return people.map((person, place) => ({
    id: newId<never>(context.now(), context.random),
    person,
    entry: {
      kind: 'test',
      disease: 'covid-19',
      method: 'nucleic-acid',
      sample: `EXAMPLE-${place + 1}`,
      sampledAt: secondOf(daysAgo(context, 1)),
      result: place === 1 ? 'detected' : 'not-detected',
      centre: 'Example laboratory',
      country: 'XX',
    },
  }))
}

function vaccinations(context: Context): readonly RecordLine[] {
  const given = [
    { disease: 'yellow-fever', product: 'stamaril', dose: 1, doses: 1, lot: 'EX-YF-1' },
    { disease: 'covid-19', product: 'bbibp-corv', dose: 2, doses: 2, lot: 'EX-CV-2' },
    { disease: 'polio', product: 'imovax-polio', dose: 4, doses: 3, lot: 'EX-PO-3' },
  ] as const
  return people.map((person, place) => ({
    id: newId<never>(context.now(), context.random),
    person,
    entry: {
      kind: 'vaccination',
      ...(given[place] ?? given[0]),
      date: dayOf(daysAgo(context, 20 + place)),
      centre: 'Example clinic',
      country: 'XX',
    },
  }))
}

/** A paper of a test that waits for its first officer. */
async function sendPaper(
  context: Context,
  { account, mission }: { readonly account: string; readonly mission: string },
): Promise<void> {
  const [person] = people
  const sent = await sendDocument(context, {
    id: newId<'health-document'>(context.now(), context.random),
    account,
    mission,
    person,
    entry: { kind: 'recovery', disease: 'covid-19', firstPositiveOn: dayOf(daysAgo(context, 60)), country: 'XX' },
    picture: Buffer.from(specimenPage()).toString('base64'),
  })
  if (!sent.ok) throw new Error(`an example paper was refused: ${sent.refusal.code}`)
}

/** A file to try the laboratory's command with: one line that is accepted, and one of the future. */
function resultsFor(context: Context): string {
  const line = (sample: string, at: Temporal.Instant) =>
    `林,梅,LIN,MEI,1992-06-01,test,covid-19,nucleic-acid,${sample},${secondOf(at)},not-detected,Example laboratory,XX`
  return [
    'family_name,given_name,latin_family_name,latin_given_name,birth_date,kind,disease,method,sample,sampled_at,result,centre,country',
    line('EXAMPLE-101', daysAgo(context, 0.5)),
    line('EXAMPLE-102', daysAgo(context, -300)),
    '',
  ].join('\n')
}
