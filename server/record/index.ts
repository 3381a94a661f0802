export { loadVaccines } from './products.ts'
export { recordRoutes } from './routes.ts'
