import { createPrivateKey, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addressOf, type LineAnswer, sendHealthRecord } from '@consular/api'
import type { RecordLine } from '@consular/domain/record'
import { newId } from '@consular/domain/shared'
import type { Product } from './product.ts'

/** An id as whoever creates a thing makes it. */
export const freshId = (): string =>
  newId<'thing'>(Temporal.Now.instant(), (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>))

const base64url = (content: string | Uint8Array): string => Buffer.from(content).toString('base64url')

/** Sends a line as the laboratory of the demonstration, which signs it with its key; answers what became of it. Throws where it was not accepted. */
export async function sendLine({ folder, origin }: Product, line: RecordLine): Promise<LineAnswer> {
  const at = (name: string) => join(folder, 'example-laboratory', name)
  const key = createPrivateKey(await readFile(at('signing-key.pem')))
  const signing = `${base64url('{"alg":"EdDSA"}')}.${base64url(JSON.stringify(line))}`
  const signed = `${signing}.${base64url(sign(null, Buffer.from(signing), key))}`
  const response = await fetch(`${origin}${addressOf(sendHealthRecord, { params: { record: line.id } })}`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${(await readFile(at('api-key'), 'utf8')).trim()}`,
    },
    body: JSON.stringify({ signed }),
  })
  const answer = (await response.json()) as LineAnswer
  if (answer.outcome !== 'accepted') throw new Error(JSON.stringify(answer))
  return answer
}

/** A negative nucleic-acid test of so many hours ago. */
export const testOf = (
  person: RecordLine['person'],
  { sample, hours, supersedes }: { readonly sample: string; readonly hours: number; readonly supersedes?: string },
): RecordLine => ({
  id: freshId(),
  person,
  entry: {
    kind: 'test',
    disease: 'covid-19',
    method: 'nucleic-acid',
    sample,
    sampledAt: Temporal.Now.instant().subtract({ hours }).toString({ smallestUnit: 'second' }),
    result: 'not-detected',
    centre: 'Laboratorio Viaggio',
    country: 'XX',
  },
  ...(supersedes ? { supersedes } : {}),
})
