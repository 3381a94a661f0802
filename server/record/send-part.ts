import { LineAnswer, mostLines } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import * as z from 'zod/mini'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { SourceSession } from '../http/source.ts'
import { acceptLines } from './accept-lines.ts'
import { readSigned, type SignedContent } from './read-signed.ts'
import { insertPart, lockSource, readPart, readUploadOf } from './store.ts'

type PartAnswer = Result<{ lines: LineAnswer[] }>

/** A part of an upload as it was sent. */
export interface SentPart {
  readonly upload: string
  /** Its place, from 1. */
  readonly part: number
  readonly signed: string
}

/**
 * Takes in a part of an upload, whole or not at all: its lines are accepted or refused each by itself. A part that is here answers what it answered before, without the codes
 * for claiming; other content under its place is `upload.other-part`.
 */
export async function sendPart(context: Context, source: SourceSession, sent: SentPart): Promise<PartAnswer> {
  const read = await readSigned(source, sent.signed)
  if (!read.ok) return read
  const { content } = read.value
  if (!Array.isArray(content) || content.length === 0)
    return refuse('request.invalid', { where: 'body.signed', what: 'not a list of lines' })
  if (content.length > mostLines) return refuse('upload.too-many-lines', { most: mostLines })
  const signed = { ...read.value, content: content as readonly unknown[] }
  return context.database.transaction().execute(async (tx): Promise<PartAnswer> => {
    if (!(await lockSource(tx, source.id))) return refuse('session.needed')
    return takePart(tx, context, { source, sent, signed })
  })
}

interface OpenedPart {
  readonly source: SourceSession
  readonly sent: SentPart
  readonly signed: SignedContent & { readonly content: readonly unknown[] }
}

async function takePart(tx: Tx, context: Context, { source, sent, signed }: OpenedPart): Promise<PartAnswer> {
  const { content, digest, evidence } = signed
  const upload = await readUploadOf(tx, source.id, sent.upload)
  if (!upload) return refuse('upload.unknown')
  const known = await readPart(tx, sent.upload, sent.part)
  if (known)
    return known.digest.equals(digest)
      ? ok({ lines: z.array(LineAnswer).parse(known.answers) })
      : refuse('upload.other-part', { part: sent.part })
  const left = upload.lines - upload.accepted - upload.repeated - upload.refused
  if (content.length > left) return refuse('upload.too-many-lines', { most: left })
  const lines = await acceptLines(tx, context, { source, lines: content, evidence })
  const count = (outcome: LineAnswer['outcome']) => lines.filter((line) => line.outcome === outcome).length
  const counts = { accepted: count('accepted'), repeated: count('repeated'), refused: count('refused') }
  await insertPart(tx, {
    upload_id: sent.upload,
    part: sent.part,
    digest,
    lines: lines.length,
    ...counts,
    answers: JSON.stringify(lines.map((line) => ({ ...line, claim: null }))),
    at: context.now().toString(),
  })
  await record(tx, context, {
    action: 'record.received',
    actor: { kind: 'source', id: source.id },
    mission: source.mission,
    outcome: 'done',
    data: { upload: sent.upload, part: sent.part, ...counts },
  })
  return ok({ lines })
}
