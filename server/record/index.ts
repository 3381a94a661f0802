export { loadVaccines, vaccineFile } from './products.ts'
export { recordRoutes } from './routes.ts'
export { recordsCommand } from './send-file/command.ts'
