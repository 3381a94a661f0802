export { addSampleRecords } from './health-samples.ts'
export { demonstrationRoutes } from './routes.ts'
export { addSampleApplications } from './samples.ts'
