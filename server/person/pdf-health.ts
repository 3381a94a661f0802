import { RecordEntry, whenOf } from '@consular/domain/record'
import type { OwnData } from './own-data.ts'
import type { Paper } from './paper.ts'
import type { Words } from './words.ts'

/** Health records, papers and certificates: what was done and when, what became of it. The content of a certificate is not kept. */
export function writeHealth(paper: Paper, { say, moment }: Words, { health }: OwnData): void {
  const { records, documents, certificates } = health
  if (records.length + documents.length + certificates.length === 0) return
  paper.section(say('health'))
  if (records.length + documents.length > 0) {
    const rows = [...records, ...documents].map(({ content, state }) => {
      const entry = RecordEntry.parse((content as { readonly entry: unknown }).entry)
      return [say(`health.${entry.kind}`), say(`health.${entry.disease}`), whenOf(entry), say(`health.${state}`)]
    })
    paper.table(
      [say('health.what'), say('health.disease'), say('column.when'), say('health.state')],
      rows,
      [0.25, 0.25, 0.28, 0.22],
    )
  }
  if (certificates.length === 0) return
  paper.part(say('health.certificates'))
  paper.paragraph(say('health.certificates.about'), 'small')
  const rows = certificates.map(({ family, issuedAt, expiresAt, revokedAt }) => [
    family,
    moment(issuedAt),
    moment(expiresAt),
    revokedAt === null ? '' : moment(revokedAt),
  ])
  paper.table(
    [say('health.what'), say('health.issued'), say('health.until'), say('health.revoked')],
    rows,
    [0.22, 0.26, 0.26, 0.26],
  )
}
