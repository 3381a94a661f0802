import type { HealthRecordView } from '@consular/api'
import { RecordLine } from '@consular/domain/record'
import type { ViewRow } from './store.ts'

/** A record as its person sees it. */
export const recordView = ({ content, source, ...row }: ViewRow): HealthRecordView => ({
  ...row,
  person: RecordLine.shape.person.parse(content.person),
  entry: RecordLine.shape.entry.parse(content.entry),
  source,
})
