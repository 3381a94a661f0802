export { productName } from './products.ts'
export type { Spelling, UmlautForm } from './script.ts'
export { cutName, type Named, type StandardName, standardName, transliterate } from './standard.ts'
export type { CyrillicLanguage } from './tables.ts'
