import type { Language } from '@consular/messages/language.ts'

/** How many digits a currency has after the point (ISO 4217, as the browser knows it); 2 where it is unknown. */
function digitsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/** An amount as it was typed, in the smallest unit of its currency; null where it cannot be read, is nothing, or has too many digits. */
export function minorOf(text: string, currency: string): number | null {
  const digits = digitsOf(currency)
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d{1,10})(?:[.,](\d{1,4}))?$/.exec(text.trim()) ?? []
  if (whole === '' || part.length > digits) return null
  const minor = Number(whole + part.padEnd(digits, '0'))
  return minor === 0 ? null : sign === '-' ? -minor : minor
}

/** An amount with its currency, as the language writes it. */
export const writeMoney = (minor: number, currency: string, language: Language): string =>
  new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
  }).format(minor / 10 ** digitsOf(currency))
