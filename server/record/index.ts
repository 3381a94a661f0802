export { loadVaccines } from './products.ts'
