export { officerCommand } from './command.ts'
export { ensureExampleOfficers, refuseExampleOfficers } from './example-officers.ts'
export { ministry, missionName } from './mission-name.ts'
export { officerRoutes } from './routes.ts'
