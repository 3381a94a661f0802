export { officerCommand } from './command.ts'
export { ensureExampleOfficers, exampleDesks, refuseExampleOfficers } from './example-officers.ts'
export { ministry, missionName } from './mission-name.ts'
export { officerRoutes } from './routes.ts'
