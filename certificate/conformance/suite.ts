import type { ReadCodesOptions } from '../qr/index.ts'
import { certlogic } from './certlogic.ts'
import type { Corpus } from './corpus.ts'
import { cose } from './cose.ts'
import { dgc } from './dgc.ts'
import { fresh } from './fresh.ts'
import { qrCorpus } from './qr.ts'
import { rules } from './rules.ts'
import { schema } from './schema.ts'
import { shcCorpus } from './shc.ts'
import { trustCorpus } from './trust.ts'
import { valuesets } from './valuesets.ts'
import { vds } from './vds.ts'

export type { Tally } from './corpus.ts'

/** Every corpus with the folder of the material that it needs. A browser page says where the reader's program lies. */
export const suite = (pictures: ReadCodesOptions = {}): readonly { corpus: Corpus; folder: string }[] => [
  { corpus: dgc, folder: 'dgc' },
  { corpus: qrCorpus(pictures), folder: 'qr' },
  { corpus: cose, folder: 'cose' },
  { corpus: schema, folder: 'schema' },
  { corpus: shcCorpus(pictures), folder: 'shc' },
  { corpus: vds, folder: 'vds' },
  { corpus: certlogic, folder: 'certlogic' },
  { corpus: rules, folder: 'rules' },
  { corpus: valuesets, folder: 'valuesets' },
  { corpus: trustCorpus, folder: 'trust' },
  { corpus: fresh, folder: 'fresh' },
]
