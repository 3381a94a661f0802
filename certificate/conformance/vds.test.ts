import { itAgrees } from './testing.ts'
import { vds } from './vds.ts'

itAgrees(vds, 'vds')
