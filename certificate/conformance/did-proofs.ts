import { checkDidProof } from '../linked-data/did-proof.ts'
import { type Corpus, Counter, type Files } from './corpus.ts'

interface Row {
  readonly file: string
  readonly proof: string
}

/** The trust lists of the GDHCN's acceptance environment: each proof verifies, and none of them with one byte changed. */
export const didProofs: Corpus = {
  name: 'trust: proofs of DID documents',
  run: async (files) => {
    const counter = new Counter('trust: proofs of DID documents')
    const contexts = await contextsOf(files)
    const anchor: unknown = JSON.parse(await files.text('trust/who-did/uat/did.json'))
    const rows = JSON.parse(await files.text('trust/index.json')) as readonly Row[]
    for (const [index, { file, proof }] of rows.entries()) {
      const text = await files.text(`trust/${file}`)
      const check = async (document: unknown): Promise<string> => {
        const answer = await checkDidProof(document, anchor, contexts)
        return answer === 'verified' ? 'valid' : answer.code
      }
      counter.expect(file, proof, await check(JSON.parse(text)))
      const changed = change(text, index)
      const answer = 'parsed' in changed ? await check(changed.parsed) : 'no JSON'
      counter.expect(`${file}, changed`, 'refused', answer === 'valid' ? 'verified' : 'refused')
    }
    return counter.tally
  },
}

/** One byte changed, at a place that differs from document to document. */
function change(text: string, index: number): { readonly parsed: unknown } | { readonly broken: true } {
  const at = (index * 2_654_435_761) % text.length
  const other = String.fromCharCode(text.charCodeAt(at) ^ 1)
  try {
    return { parsed: JSON.parse(text.slice(0, at) + other + text.slice(at + 1)) }
  } catch {
    return { broken: true }
  }
}

async function contextsOf(files: Files): Promise<{ readonly [url: string]: unknown }> {
  const index = JSON.parse(await files.text('trust/contexts/index.json')) as { readonly [url: string]: string }
  const contexts: { [url: string]: unknown } = {}
  for (const [url, file] of Object.entries(index))
    contexts[url] = JSON.parse(await files.text(`trust/contexts/${file}`))
  return contexts
}
