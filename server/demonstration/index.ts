export { demonstrationRoutes } from './routes.ts'
export { addSampleApplications } from './samples.ts'
