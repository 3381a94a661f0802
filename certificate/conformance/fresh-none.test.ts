import { freshNone } from './fresh-none.ts'
import { itAgrees } from './testing.ts'

itAgrees(freshNone, 'fresh')
