export { type Address, competentFor } from './competent-for.ts'
export { loadPack, type Pack } from './pack.ts'
export { type WorkingCalendar, workCalendar, workingCalendar } from './working-calendar.ts'
