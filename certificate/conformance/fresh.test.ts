import { fresh } from './fresh.ts'
import { itAgrees } from './testing.ts'

itAgrees(fresh, 'fresh')
