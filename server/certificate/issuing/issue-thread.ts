import type { KeyObject } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import type { Outcome } from '@consular/certificate'
import { signWith } from '../keys/sign-with.ts'
import { type IssueJob, issueOne, type MadeCertificate } from './issue-one.ts'

/** A certificate for a thread to make, with the key that it is signed with. */
export interface ThreadJob extends IssueJob {
  readonly key: KeyObject
}

const say = (message: readonly Outcome<MadeCertificate>[], transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer)

async function makeAll(jobs: readonly ThreadJob[]): Promise<readonly Outcome<MadeCertificate>[]> {
  const made: Outcome<MadeCertificate>[] = []
  for (const { key, ...job } of jobs) made.push(await issueOne(job, async (bytes) => signWith(key, bytes)))
  return made
}

parentPort?.on('message', (jobs: readonly ThreadJob[]) => void makeAll(jobs).then((made) => say(made)))
