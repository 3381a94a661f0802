import type { Table } from '@consular/messages/format.ts'

/** What a section says of refusals about records and certificates; the rest of it is for officers and laboratories, in other words than the app’s own. */
export const refusalsOf = (section: Table): Table =>
  Object.fromEntries(Object.entries(section).filter(([key]) => /^(?:certificate|keys|record)\./.test(key)))
