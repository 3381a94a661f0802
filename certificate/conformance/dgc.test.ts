import { dgc } from './dgc.ts'
import { itAgrees } from './testing.ts'

itAgrees(dgc, 'dgc')
