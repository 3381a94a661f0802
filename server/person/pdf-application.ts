import { Answers, Defect, RefusalReason } from '@consular/domain/application'
import * as z from 'zod'
import type { OwnData } from './own-data.ts'
import type { Paper } from './paper.ts'
import type { Words } from './words.ts'

type OwnApplication = OwnData['applications'][number]

/** One application on paper: what was filled in, what happened, what was found, and the pictures. */
export function writeApplication(paper: Paper, words: Words, application: OwnApplication): void {
  const { say } = words
  paper.section(`${serviceName(words, application)} · ${application.reference ?? say('application.draft')}`)
  paper.facts(factsOf(words, application))
  writeAnswers(paper, words, application)
  writeSteps(paper, words, application)
  writeFindings(paper, words, application)
  writePictures(paper, words, application)
}

const serviceName = (words: Words, { service }: OwnApplication): string =>
  words.named('documents', `service.${service}`, service)

function factsOf(words: Words, application: OwnApplication): [string, string][] {
  const { say, moment, named } = words
  const refusal = application.refusal === null ? null : RefusalReason.parse(application.refusal)
  const order = application.personalisationOrder
  return [
    [say('application.reference'), application.reference ?? say('nothing')],
    [say('application.state'), named('documents', `state.${application.state}`, application.state)],
    [say('application.mission'), words.mission(application.mission)],
    [say('application.rule'), named('documents', `rule.${application.rule}`, application.rule)],
    [say('application.created'), moment(application.createdAt)],
    [say('application.submitted'), moment(application.submittedAt)],
    [say('application.accepted'), moment(application.acceptedAt)],
    [say('application.promised'), words.day(application.promisedOn)],
    ...(application.scannedMrz === null
      ? []
      : [[say('application.scanned-mrz'), application.scannedMrz] as [string, string]]),
    ...(refusal === null
      ? []
      : ([
          [say('application.refusal'), named('documents', `ground.${refusal.ground}`, refusal.ground)],
          [say('application.explanation'), refusal.explanation],
        ] as [string, string][])),
    ...(order === null
      ? []
      : [
          [say('application.order'), say('application.order.text', { at: moment(order.at), key: order.key })] as [
            string,
            string,
          ],
        ]),
  ]
}

function writeAnswers(paper: Paper, words: Words, application: OwnApplication): void {
  const { say, named } = words
  const pictures = new Set(application.attachments.map(({ id }) => id))
  const answers = Object.entries(Answers.parse(application.answers))
  paper.part(say('answers'))
  if (answers.length === 0) return paper.paragraph(say('nothing'))
  const written = (field: string, value: string): string => {
    if (value === '') return say('not-given')
    return pictures.has(value) ? say('answer.picture') : named('documents', `option.${field}.${value}`, value)
  }
  const ordered = answers.toSorted(([one], [other]) => words.placeOf(one) - words.placeOf(other))
  paper.facts(ordered.map(([field, { value }]) => [named('documents', `field.${field}`, field), written(field, value)]))
}

function writeSteps(paper: Paper, words: Words, { events }: OwnApplication): void {
  const { say, moment, named } = words
  if (events.length === 0) return
  paper.part(say('steps'))
  const rows = events.map((event) => [
    moment(event.at),
    named('documents', `move.${event.move}`, event.move),
    event.actorKind === 'officer'
      ? say('step.officer', { number: event.officerNumber ?? '?' })
      : say(`step.${event.actorKind}`),
  ])
  paper.table([say('column.when'), say('column.what'), say('column.who')], rows, [0.36, 0.38, 0.26])
}

function writeFindings(paper: Paper, words: Words, application: OwnApplication): void {
  const { say, named } = words
  const defects = z.array(Defect).parse(application.defects)
  if (defects.length > 0) {
    paper.part(say('defects'))
    for (const { code, note } of defects) {
      const name = named('documents', `defect.${code}`, code)
      paper.paragraph(note === undefined ? `• ${name}` : `• ${name} — ${note}`)
    }
  }
  const warnings = z
    .array(z.object({ kind: z.string(), resolved: z.nullable(z.object({ reason: z.string() })) }))
    .parse(application.warnings)
  if (warnings.length === 0) return
  paper.part(say('warnings'))
  for (const { kind, resolved } of warnings) {
    const settled = resolved === null ? say('warning.open') : say('warning.resolved', resolved)
    paper.paragraph(`• ${named('export', `warning.${kind}`, kind)} — ${settled}`)
  }
}

function writePictures(paper: Paper, words: Words, { attachments }: OwnApplication): void {
  const { say } = words
  if (attachments.length === 0) return
  paper.part(say('pictures'))
  for (const { kind, width, height, createdAt, contentBase64 } of attachments) {
    const values = { kind: words.named('documents', `field.${kind}`, kind), at: words.moment(createdAt) }
    const bytes = contentBase64 === null ? null : Buffer.from(contentBase64, 'base64')
    // Stored pictures are JPEG: they were made anew when they came.
    if (bytes === null || width === null || height === null) paper.paragraph(`• ${say('picture.unfinished', values)}`)
    else paper.picture({ bytes, width, height }, say('picture', { ...values, width, height }))
  }
}
