import { certlogic } from './certlogic.ts'
import { itAgrees } from './testing.ts'

itAgrees(certlogic, 'certlogic')
