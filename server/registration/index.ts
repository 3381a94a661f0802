export { keepDates } from './keep-dates.ts'
export { registrationRoutes } from './routes.ts'
