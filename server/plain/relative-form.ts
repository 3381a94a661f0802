import { RelativeReport } from '@consular/api'

/** A relative’s report from the fields of a form, or the names of the fields that are wrong. */
export function relativeFrom(
  fields: Readonly<Record<string, string>>,
): { readonly ok: true; readonly report: RelativeReport } | { readonly ok: false; readonly wrong: readonly string[] } {
  const text = (name: string): string => (fields[name] ?? '').trim()
  const phone = text('phone')
    .replace(/[\s()./-]/g, '')
    .replace(/^00/, '+')
  const parsed = RelativeReport.safeParse({
    familyName: text('familyName'),
    givenName: text('givenName'),
    whereabouts: text('whereabouts'),
    says: fields['says'] === 'safe' || fields['says'] === 'help' ? fields['says'] : 'missing',
    reporterName: text('reporterName'),
    reporterPhone: text('reporterPhone'),
    ...(text('birthDate') === '' ? {} : { birthDate: text('birthDate') }),
    ...(phone === '' ? {} : { phone }),
  })
  if (parsed.success) return { ok: true, report: parsed.data }
  return { ok: false, wrong: [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))] }
}
