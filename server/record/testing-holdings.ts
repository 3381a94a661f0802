import { randomBytes } from 'node:crypto'
import * as api from '@consular/api'
import { valueOf } from '../account/testing-browser.ts'
import { type Citizen, context, database, id, milan, officer } from '../application/testing-stage.ts'
import { halves, jpeg } from '../attachment/testing-pictures.ts'
import { admin, send, source, testLine, vaccinationLine } from './testing-source.ts'

/** What a person and a laboratory have in the health room, for others to reach for. */
export interface HealthThings {
  /** By the names of path parameters. */
  readonly named: { readonly [parameter: string]: string }
  readonly apiKey: string
  readonly suspendedKey: string
  readonly otherKey: string
  /** Words that nobody else may ever read. */
  readonly secrets: readonly string[]
  /** All of it, as it lies in the database. */
  holdings(): Promise<unknown>
}

const secretNumber = 'SECRET4711'

/** Gives a person a record, a certificate, and a paper that waits; and a laboratory that sent a record, with an upload and a recall of it. */
export async function healthThings(owner: Citizen): Promise<HealthThings> {
  const [laboratory, suspended, stranger] = [await source(), await source(), await source()]
  const { browser } = await admin()
  valueOf(await browser.call(api.setSourceActive, { params: { source: suspended.id }, body: { active: false } }))
  const line = testLine()
  const whole = { ...line, person: { ...line.person, documentNumber: secretNumber } }
  const { claim } = await send(laboratory, whole)
  const body = { code: claim ?? '', birthDate: line.person.birthDate }
  valueOf(await owner.browser.call(api.claimHealthRecord, { body }))
  const [upload, document] = [id(), id()]
  valueOf(await laboratory.caller.call(api.beginHealthUpload, { params: { upload }, body: { lines: 1 } }))
  const { person, entry } = vaccinationLine()
  const picture = Buffer.from(jpeg(halves(40, 60))).toString('base64')
  const paper = { mission: milan, person: { ...person, documentNumber: secretNumber }, entry, picture }
  valueOf(await owner.browser.call(api.sendHealthDocument, { params: { document }, body: paper }))
  const certificate = await certificateOf(owner, line.id)
  const recall = await recallOf(laboratory.id)
  return {
    named: { source: laboratory.id, record: line.id, upload, part: '1', document, certificate, recall },
    apiKey: laboratory.apiKey,
    suspendedKey: suspended.apiKey,
    otherKey: stranger.apiKey,
    secrets: [secretNumber, line.person.latin?.familyName ?? '', claim ?? ''],
    holdings: () => everything(laboratory.id),
  }
}

async function certificateOf({ account }: Citizen, record: string): Promise<string> {
  const certificate = id()
  await database
    .insertInto('health_certificate')
    .values({
      id: certificate,
      family: 'eu-dcc',
      key_id: 'none',
      uvci_hash: randomBytes(16),
      rid: null,
      status_index: null,
      salt: randomBytes(16),
      digest: randomBytes(32),
      account_id: account,
      purpose: 'XX',
      issued_at: context.now().toString(),
      expires_at: context.now().add({ hours: 24 }).toString(),
      revoked_at: null,
      reason: null,
      superseded_by: null,
    })
    .execute()
  await database
    .insertInto('health_certificate_record')
    .values({ certificate_id: certificate, record_id: record })
    .execute()
  return certificate
}

async function recallOf(laboratory: string): Promise<string> {
  const proposer = await officer('Proposer', ['reviewer'])
  const params = { recall: id() }
  const body = {
    mission: milan,
    source: laboratory,
    lot: null,
    from: null,
    until: null,
    reason: 'A device was out of order.',
  }
  valueOf(await proposer.browser.call(api.proposeRecall, { params, body }))
  return params.recall
}

async function everything(laboratory: string) {
  const of = (table: 'health_record' | 'health_upload') =>
    database.selectFrom(table).selectAll().where('source_id', '=', laboratory).orderBy('id').execute()
  return {
    sources: await database.selectFrom('health_source').selectAll().where('id', '=', laboratory).execute(),
    records: await of('health_record'),
    uploads: await of('health_upload'),
    parts: await database.selectFrom('health_upload_part').selectAll().execute(),
    documents: await database.selectFrom('health_document').selectAll().execute(),
    certificates: await database.selectFrom('health_certificate').selectAll().orderBy('id').execute(),
    recalls: await database.selectFrom('health_recall').selectAll().where('source_id', '=', laboratory).execute(),
  }
}
