import { readFileSync } from 'node:fs'
import { DutyTable } from '@consular/domain/assistance'
import { packPath } from '../mission/index.ts'

let table: DutyTable | undefined

/** The table of the duty: who is called when. A table that does not fit its schema throws: it is part of the installation. */
export function dutyTable(): DutyTable {
  table ??= DutyTable.parse(JSON.parse(readFileSync(packPath('world', 'duty-table.json'), 'utf8')))
  return table
}
