import type { Language } from '@consular/messages/language.ts'

/** A moment at the clock of a mission. */
export const writeAt = (instant: string, timeZone: string, language: Language): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timeZone)
    .toLocaleString(language === 'en' ? 'en-GB' : 'zh-CN', {
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
