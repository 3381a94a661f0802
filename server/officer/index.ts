export { officerCommand } from './command.ts'
export { ensureExampleOfficers, refuseExampleOfficers } from './example-officers.ts'
export { officerRoutes } from './routes.ts'
