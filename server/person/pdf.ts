import { type Language, languageNames } from '@consular/messages'
import type { Context } from '../context.ts'
import type { OwnData } from './own-data.ts'
import { Paper } from './paper.ts'
import { writeAdviceSubscriptions } from './pdf-advice.ts'
import { writeApplication } from './pdf-application.ts'
import { writeCrises } from './pdf-crisis.ts'
import { writeHealth } from './pdf-health.ts'
import { writeRegistrations } from './pdf-registration.ts'
import { type Words, wordsOf } from './words.ts'

/** One's own data on paper, in one's language; a demonstration says so on every page. */
export function ownDataPdf(
  context: Pick<Context, 'pack' | 'rules'>,
  data: OwnData,
  language: Language,
): Promise<Uint8Array<ArrayBuffer>> {
  const words = wordsOf(context, language)
  const { say } = words
  const paper = new Paper({
    title: say('title'),
    language,
    foot: (page, pages) => say('foot', { page, pages }),
    mark: data.demonstration ? say('mark') : null,
  })
  paper.title(say('title'))
  paper.paragraph(say('lead', { email: data.account.email, at: words.moment(data.exportedAt) }))
  paper.paragraph(say('json'), 'small')
  writeAccount(paper, words, data)
  for (const application of data.applications) writeApplication(paper, words, application)
  writeHealth(paper, words, data)
  writeRegistrations(paper, words, data)
  writeCrises(paper, words, data)
  writeAdviceSubscriptions(paper, words, data)
  writeAccess(paper, words, data)
  writeLetters(paper, words, data)
  writeLog(paper, words, data)
  return paper.finish()
}

function writeAccount(
  paper: Paper,
  { say, moment }: Words,
  { account, passkeys, sessions, recoveryCodesLeft }: OwnData,
): void {
  paper.section(say('account'))
  paper.facts([
    [say('account.email'), account.email],
    [say('account.phones'), account.phones.join('\n') || say('nothing')],
    [say('account.language'), languageNames[account.language]],
    [say('account.created'), moment(account.createdAt)],
    [say('account.recovery-codes'), String(recoveryCodesLeft)],
  ])
  if (passkeys.length > 0) {
    paper.part(say('passkeys'))
    const rows = passkeys.map((passkey) => [passkey.label, moment(passkey.createdAt), moment(passkey.lastUsedAt)])
    paper.table([say('column.name'), say('column.added'), say('column.last-used')], rows, [0.34, 0.33, 0.33])
  }
  if (sessions.length === 0) return
  paper.part(say('sessions'))
  const rows = sessions.map((session) => [session.device, moment(session.createdAt), moment(session.lastSeenAt)])
  paper.table([say('column.device'), say('column.added'), say('column.last-seen')], rows, [0.34, 0.33, 0.33])
}

function writeAccess(paper: Paper, words: Words, { accessEvents }: OwnData): void {
  const { say, moment, named } = words
  paper.section(say('access'))
  if (accessEvents.length === 0) return paper.paragraph(say('access.none'))
  const rows = accessEvents.map((event) => [
    moment(event.at),
    event.reference ?? '',
    event.actor === 'officer' ? say('access.officer', { number: event.officerNumber ?? '?' }) : say('access.other'),
    event.mission === null ? '' : words.mission(event.mission),
    named('citizen', `access.purpose.${event.purpose}`, named('citizen', 'access.purpose.other', event.purpose)),
    say(`access.${event.outcome}`),
  ])
  const head = ['when', 'reference', 'who', 'where', 'why', 'outcome']
  const titles = head.map((column) => say(column === 'reference' ? 'application.reference' : `column.${column}`))
  paper.table(titles, rows, [0.22, 0.2, 0.15, 0.18, 0.13, 0.12])
}

function writeLetters(paper: Paper, { say, moment }: Words, { letters }: OwnData): void {
  if (letters.length === 0) return
  paper.section(say('letters'))
  for (const { subject, text, sentAt } of letters) {
    paper.part(subject)
    paper.paragraph(sentAt === null ? say('letter.waiting') : say('letter.sent', { at: moment(sentAt) }), 'small')
    for (const paragraph of text.split('\n\n')) paper.paragraph(paragraph.trim())
  }
}

function writeLog(paper: Paper, { say, moment, named }: Words, { log }: OwnData): void {
  if (log.length === 0) return
  paper.section(say('log'))
  paper.paragraph(say('log.lead'), 'small')
  const rows = log.map(({ at, action, actorKind, officerNumber }) => [
    moment(at),
    named('export', `action.${action}`, named('documents', `move.${action.replace(/^\w+\./, '')}`, action)),
    actorKind === 'officer'
      ? say('step.officer', { number: officerNumber ?? '?' })
      : say(actorKind === 'citizen' ? 'step.applicant' : 'step.system'),
  ])
  paper.table([say('column.when'), say('column.what'), say('column.who')], rows, [0.36, 0.38, 0.26])
}
