import { qrCorpus } from './qr.ts'
import { itAgrees } from './testing.ts'

itAgrees(qrCorpus(), 'qr')
