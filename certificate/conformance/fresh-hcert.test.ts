import { freshHcert } from './fresh-hcert.ts'
import { itAgrees } from './testing.ts'

itAgrees(freshHcert, 'fresh')
