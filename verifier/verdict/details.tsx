import type { Report } from '@consular/certificate'
import { entryText } from '@consular/certificate/names'
import type { Say } from '@consular/messages/format.ts'
import { useWords } from '@consular/ui'
import { codedText, countryText, dateText, instantText, rowText, sentenceOf } from '../shell/write.ts'

/** Rows of a label and a text; what is not stated has none. */
function rowsOf(report: Report, say: Say): readonly (readonly [string, string])[] {
  const { family, holder, issuer, validity, entries, checks, warnings } = report
  const words = { say, coded: codedText, country: countryText, day: dateText, list: rowText }
  const at = (end: number | null): string => (end === null ? say('open') : instantText(end))
  const rows: (readonly [string, string])[] = entries.map((entry) => [say('row.entry'), entryText(entry, words)])
  if (family !== null) rows.push([say('row.family'), say(`family.${family}`)])
  if (holder?.nationality) rows.push([say('details.nationality'), countryText(holder.nationality)])
  if (issuer !== null) rows.push([say('row.issuer'), rowText(issuer.country, issuer.id, issuer.keyId)])
  if (validity !== null && (validity.from !== null || validity.until !== null))
    rows.push([say('row.period'), say('period', { from: at(validity.from), until: at(validity.until) })])
  for (const { result, code } of checks)
    if (result === 'not-checked' && code !== 'after-failure') rows.push([say('row.not-checked'), sentenceOf(code)])
  for (const { code, value } of warnings) rows.push([say('row.warning'), rowText(sentenceOf(code), value)])
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
