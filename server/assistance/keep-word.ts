import type { AssistanceCaseView, BodyOf, keepWord as contract } from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { step } from './step.ts'

/** Notes what the person says of her family and of help. It holds from this moment on, also for what was shared before. */
export const keepWord = (
  context: Context,
  session: OfficerSession,
  { id, version, about, word, text }: BodyOf<typeof contract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> =>
  step(context, {
    session,
    id,
    version,
    decide: () =>
      ok({
        kind: 'consent',
        text,
        data: { about, word },
        change: about === 'family' ? { family_word: word } : { help_word: word },
      }),
  })
