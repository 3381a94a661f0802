import type { Entry, Report } from '@consular/certificate'
import { productName } from '@consular/certificate/names'
import type { Say } from '@consular/messages/format.ts'
import { useWords } from '@consular/ui'
import { codedText, countryText, dateText, instantText, sentenceOf } from '../shell/write.ts'

const listed = (...parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join(', ')

const day = (written: string | null): string | null => written && dateText(written)

function entryText(entry: Entry, say: Say): string {
  const where = listed(entry.country && countryText(entry.country), entry.issuer)
  switch (entry.kind) {
    case 'vaccination': {
      const dose = entry.dose === null ? null : say('dose', { dose: entry.dose, doses: entry.doses ?? '?' })
      const product = entry.product ? productName(entry.product) : codedText('vaccine', entry.vaccine)
      return listed(
        say('entry.vaccination'),
        codedText('disease', entry.disease),
        product,
        dose,
        day(entry.date),
        where,
      )
    }
    case 'test': {
      const result = say(`result.${entry.result}`)
      return listed(
        say(`entry.${entry.method}`),
        codedText('disease', entry.disease),
        result,
        day(entry.sampledAt),
        where,
      )
    }
    case 'recovery':
      return listed(say('entry.recovery'), codedText('disease', entry.disease), day(entry.firstPositiveOn), where)
  }
}

/** Rows of a label and a text; what is not stated has none. */
function rowsOf(report: Report, say: Say): readonly (readonly [string, string])[] {
  const { family, holder, issuer, validity, entries, checks, warnings } = report
  const at = (end: number | null): string => (end === null ? say('open') : instantText(end))
  const rows: (readonly [string, string])[] = entries.map((entry) => [say('row.entry'), entryText(entry, say)])
  if (family !== null) rows.push([say('row.family'), say(`family.${family}`)])
  if (holder?.nationality) rows.push([say('details.nationality'), countryText(holder.nationality)])
  if (issuer !== null) rows.push([say('row.issuer'), listed(issuer.country, issuer.id, issuer.keyId)])
  if (validity !== null && (validity.from !== null || validity.until !== null))
    rows.push([say('row.period'), say('period', { from: at(validity.from), until: at(validity.until) })])
  for (const { result, code } of checks)
    if (result === 'not-checked' && code !== 'after-failure') rows.push([say('row.not-checked'), sentenceOf(code)])
  for (const { code, value } of warnings) rows.push([say('row.warning'), listed(sentenceOf(code), value)])
  rows.push([say('details.code'), report.code])
  return rows
}

/** What else the certificate says: folded, for it is nobody's business unless the officer asks. Of a forged one nothing but why. */
export function Details({ report }: { readonly report: Report }) {
  const say = useWords()
  const told = report.verdict === 'forged' ? { ...report, holder: null, entries: [], validity: null } : report
  return (
    <details class="more">
      <summary>{say('details.title')}</summary>
      <dl>
        {rowsOf(told, say).map(([label, text], place) => (
          <div key={place}>
            <dt>{label}</dt>
            <dd dir="auto">{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
