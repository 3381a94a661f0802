import { freshSdJwt } from './fresh-sdjwt.ts'
import { itAgrees } from './testing.ts'

itAgrees(freshSdJwt, 'fresh')
