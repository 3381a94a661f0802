import { type Id, newId } from '@consular/domain/shared'

/** A new id, made on this device: what is created by it can be sent twice and is there once. */
export const freshId = <Kind extends string>(at = Temporal.Now.instant()): Id<Kind> =>
  newId<Kind>(at, (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>))
