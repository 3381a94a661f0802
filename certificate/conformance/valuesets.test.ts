import { itAgrees } from './testing.ts'
import { valuesets } from './valuesets.ts'

itAgrees(valuesets, 'valuesets')
