import { cose } from './cose.ts'
import { itAgrees } from './testing.ts'

itAgrees(cose, 'cose')
