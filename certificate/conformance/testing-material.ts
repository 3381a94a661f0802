import { join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** The folder of what lies beside the repository: `CONSULAR_SHARED`, else `../shared`. It need not be there; who reads from it says so when it is not. */
export const shared = resolve(root, process.env['CONSULAR_SHARED'] ?? '../shared')

/** The conformance material in it. */
export const material = join(shared, 'conformance')
