import { freshDivoc } from './fresh-divoc.ts'
import { itAgrees } from './testing.ts'

itAgrees(freshDivoc, 'fresh')
