export { type TelephoneGateway, telephoneGateway } from './gateway.ts'
export { telephoneRoutes } from './routes.ts'
