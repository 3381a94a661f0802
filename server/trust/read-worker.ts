import { parentPort } from 'node:worker_threads'
import type { Result } from '@consular/domain/shared'
import { type Read, readLists, type SourceList } from './read-list.ts'

const say = (message: Result<Read>, transfer: ArrayBuffer[] = []): void => parentPort?.postMessage(message, transfer)

parentPort?.on('message', (sources: readonly SourceList[]) => void readLists(sources).then((answer) => say(answer)))
