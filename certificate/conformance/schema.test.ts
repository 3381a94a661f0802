import { schema } from './schema.ts'
import { itAgrees } from './testing.ts'

itAgrees(schema, 'schema')
