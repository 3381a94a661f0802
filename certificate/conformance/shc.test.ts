import { shcCorpus } from './shc.ts'
import { itAgrees } from './testing.ts'

itAgrees(shcCorpus(), 'shc')
