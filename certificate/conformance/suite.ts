import type { ReadCodesOptions } from '../qr/index.ts'
import { certlogic } from './certlogic.ts'
import type { Corpus } from './corpus.ts'
import { didProofs } from './did-proofs.ts'
import { freshDivoc } from './fresh-divoc.ts'
import { qrCorpus } from './qr.ts'
import { rules } from './rules.ts'
import { valuesets } from './valuesets.ts'

export type { Tally } from './corpus.ts'

/** Every corpus with the folder of the material that it needs. A browser page says where the reader's program lies. */
export const suite = (pictures: ReadCodesOptions = {}): readonly { corpus: Corpus; folder: string }[] => [
  { corpus: qrCorpus(pictures), folder: 'qr' },
  { corpus: certlogic, folder: 'certlogic' },
  { corpus: rules, folder: 'rules' },
  { corpus: valuesets, folder: 'valuesets' },
  { corpus: didProofs, folder: 'trust' },
  { corpus: freshDivoc, folder: 'fresh' },
]
