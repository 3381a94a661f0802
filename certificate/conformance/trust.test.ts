import { vi } from 'vitest'
import { itAgrees } from './testing.ts'
import { trustCorpus } from './trust.ts'

// 622 proofs, each verified twice.
vi.setConfig({ testTimeout: 120_000 })
itAgrees(trustCorpus, 'trust')
