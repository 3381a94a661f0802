export { type TelephoneGateway, telephoneGateway } from './gateway.ts'
