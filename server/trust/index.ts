export { type ApprovedMaterial, approvedMaterial } from './approved.ts'
export { fetchDue } from './fetch-source.ts'
export { trustRoutes } from './routes.ts'
