export { divide, type Font, type Weight } from './pdf-font.ts'
export { personRoutes } from './routes.ts'
