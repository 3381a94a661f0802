export { divide, type Weight } from './pdf-font.ts'
export { personRoutes } from './routes.ts'
