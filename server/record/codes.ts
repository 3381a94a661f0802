import { createHash, createHmac } from 'node:crypto'
import { type RecordContent, sameness } from '@consular/domain/record'
import type { Context } from '../context.ts'

/** The sameness of a record as it is stored, in hex: keyed, for whom and what it is about could be guessed. */
export const samenessKey = (context: Pick<Context, 'secret'>, content: RecordContent, source: string | null): string =>
  createHmac('sha256', context.secret)
    .update(`sameness ${sameness(content, source)}`)
    .digest('hex')

/** A code for claiming as it is stored. It has 40 bits, soon tried out, so the hash is keyed. */
export const claimHash = (context: Pick<Context, 'secret'>, code: string): Buffer =>
  createHmac('sha256', context.secret).update(`record claim ${code}`).digest()

/** SHA-256 of a text. */
export const digestOf = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest()
