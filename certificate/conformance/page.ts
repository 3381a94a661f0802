import { suite } from './suite.ts'

/** What the page's test asks for: runs the corpora of these names in this browser, with the material that its server hands out. */
async function runHere(names: readonly string[]) {
  const get = async (path: string) => {
    const answer = await fetch(`/material/${path.split('/').map(encodeURIComponent).join('/')}`)
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return answer
  }
  const files = {
    text: async (path: string) => (await get(path)).text(),
    bytes: async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer()),
  }
  const tallies = []
  for (const { corpus } of suite({ wasm: '/zxing_reader.wasm' }))
    if (names.includes(corpus.name)) tallies.push(await corpus.run(files))
  return tallies
}

Object.assign(globalThis, { runHere })
