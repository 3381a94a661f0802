import type { Application } from './model.ts'

type Queued = Pick<Application, 'resubmittedAt' | 'promisedOn' | 'submittedAt' | 'reference'>

const later = '9999'

/**
 * The order of a queue: corrected files on top, the one that came back first before the others; then by promised date,
 * then by the moment of submission. ISO text sorts as time does.
 */
export function byQueueOrder(one: Queued, other: Queued): number {
  const key = ({ resubmittedAt, promisedOn, submittedAt, reference }: Queued) =>
    [resubmittedAt ?? later, promisedOn ?? later, submittedAt ?? later, reference ?? ''].join('|')
  return key(one) < key(other) ? -1 : Number(key(one) > key(other))
}
