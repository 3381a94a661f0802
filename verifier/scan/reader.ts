/// <reference lib="webworker" />
// Reads codes beside the page, so that the page stays quick: a frame may take as long as it likes.
import { readCodes } from '@consular/certificate/qr'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { Answered, Asked } from './read-picture.ts'

declare const self: DedicatedWorkerGlobalScope

self.addEventListener('message', (event: MessageEvent<Asked>) => {
  const { id, picture, quick } = event.data
  // A page’s own worker has no other origin: the rule means windows.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const answer = (texts: readonly string[]) => self.postMessage({ id, texts } satisfies Answered)
  readCodes(picture, { wasm, quick }).then(
    (codes) => answer(codes.map(({ text }) => text)),
    () => answer([]),
  )
})
