import { library } from './check.ts'
import { work } from './work.ts'

await work(library)
