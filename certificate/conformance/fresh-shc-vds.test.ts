import { freshShcVds } from './fresh-shc-vds.ts'
import { itAgrees } from './testing.ts'

itAgrees(freshShcVds, 'fresh')
