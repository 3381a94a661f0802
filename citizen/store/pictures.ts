import { type AttachmentView, beginUpload, continueUpload } from '@consular/api'
import { type Refusal, type Result } from '@consular/domain/shared'
import { freshId } from '@consular/ui'
import { signal } from '@preact/signals'
import { del, set, values } from 'idb-keyval'
import { ask } from '../shell/session.ts'
import { pieces as store } from './database.ts'
import { change } from './drafts.ts'

/** A picture that waits on the phone until all of it has arrived. */
export interface Piece {
  readonly id: string
  readonly application: string
  readonly field: string
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly sha256: string
}

/** How much of each picture has arrived, 0 to 1, by its id. */
export const progress = signal<{ readonly [id: string]: number }>({})

/** Why a picture was refused, by application and field: `<application>/<field>`. */
export const refused = signal<{ readonly [field: string]: Refusal }>({})

const chunk = 64 * 1024

/** The pictures of an application that have not arrived. */
export async function piecesOf(application: string): Promise<readonly Piece[]> {
  const all = await values<Piece>(store)
  return all.filter((piece) => piece.application === application)
}

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Keeps a picture on the phone until it is sent. Its id, made here, is the answer of its field. */
export async function keepPicture(picture: Omit<Piece, 'id' | 'sha256'>): Promise<string> {
  const id = freshId<'attachment'>()
  const sha256 = hex(await crypto.subtle.digest('SHA-256', picture.bytes))
  await set(id, { ...picture, id, sha256 }, store)
  noteRefusal(picture, null)
  return id
}

/** Takes back a picture that is still on the phone. */
export const dropPicture = (id: string): Promise<void> => del(id, store)

function noteRefusal({ application, field }: Pick<Piece, 'application' | 'field'>, refusal: Refusal | null): void {
  const { [`${application}/${field}`]: _before, ...others } = refused.value
  refused.value = refusal ? { ...others, [`${application}/${field}`]: refusal } : others
}

async function sendFrom(piece: Piece, begun: AttachmentView): Promise<Result<AttachmentView>> {
  const params = { application: piece.application, attachment: piece.id }
  let view = begun
  while (view.state === 'receiving') {
    const offset = view.received
    progress.value = { ...progress.value, [piece.id]: offset / piece.bytes.length }
    const sent = await ask(continueUpload, {
      params,
      query: { offset },
      body: piece.bytes.slice(offset, offset + chunk),
    })
    if (!sent.ok) return sent
    view = sent.value
  }
  return { ok: true, value: view }
}

/** Sends a picture from where the last attempt stopped. A picture that is refused is taken back, and its field says why. */
export async function sendPicture(piece: Piece): Promise<Refusal | null> {
  const { id, application, field, bytes, sha256 } = piece
  const begun = await ask(beginUpload, {
    params: { application, attachment: id },
    body: { kind: field, size: bytes.length, sha256 },
  })
  const sent = begun.ok ? await sendFrom(piece, begun.value) : begun
  const refusal = sent.ok ? refusalIn(sent.value) : sent.refusal
  if (refusal?.code === 'line.down' || refusal?.code === 'session.needed' || refusal?.code === 'service.unavailable')
    return refusal
  await dropPicture(id)
  noteRefusal(piece, refusal)
  await change(application, (draft) => {
    if (refusal) return { ...draft, submitting: false, unsent: true, answers: emptied(draft.answers, field, id) }
    const attachments = [
      ...(draft.view?.attachments ?? []).filter((known) => known.id !== id),
      ...(sent.ok ? [sent.value] : []),
    ]
    return draft.view ? { ...draft, view: { ...draft.view, attachments } } : draft
  })
  return refusal
}

const refusalIn = ({ state, refusal }: AttachmentView): Refusal | null =>
  state === 'refused' ? { code: refusal ?? 'attachment.damaged' } : null

function emptied<
  T extends { readonly [field: string]: { readonly value: string; readonly at: number; readonly device: string } },
>(answers: T, field: string, id: string): T {
  const answer = answers[field]
  return answer?.value === id ? { ...answers, [field]: { ...answer, value: '', at: answer.at + 1 } } : answers
}
