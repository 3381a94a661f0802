import { vi } from 'vitest'
import { didProofs } from './did-proofs.ts'
import { itAgrees } from './testing.ts'

// Some seconds alone, more where other tests run beside it.
vi.setConfig({ testTimeout: 120_000 })
itAgrees(didProofs, 'trust')
