import { ok, refuse } from '../shared/index.ts'
import { factsOf, holds, passportExpiry, renewableFrom, valueOf } from './facts.ts'
import { checkAnswer, type Field, fieldOf } from './field.ts'
import type { Answers, ServiceId } from './model.ts'
import type { Answered } from './move.ts'
import type { Basis, Condition, Services } from './service.ts'

/** The questions in their order, each with the cases in which it is asked. */
const questions: readonly { readonly id: string; readonly when: readonly Condition[] }[] = [
  { id: 'where', when: [{}] },
  { id: 'age', when: [{ where: ['abroad'] }] },
  { id: 'problem', when: [{ where: ['abroad'], age: ['adult'] }] },
  { id: 'passport-expiry', when: [{ where: ['abroad'], age: ['adult'], problem: ['expiry'] }] },
  {
    id: 'stay',
    when: [
      { where: ['abroad'], age: ['adult'], problem: ['pages-full', 'damaged', 'lost', 'stolen'] },
      { where: ['abroad'], age: ['adult'], problem: ['expiry'], expiry: ['expiring', 'expired', 'long-expired'] },
    ],
  },
  {
    id: 'journey',
    when: [
      { where: ['abroad'], age: ['adult'], stay: ['short-term'], problem: ['damaged', 'lost', 'stolen'] },
      {
        where: ['abroad'],
        age: ['adult'],
        stay: ['short-term'],
        problem: ['expiry'],
        expiry: ['expired', 'long-expired'],
      },
    ],
  },
]

/** The rules that the wizard reads: the pack's. */
export type WizardRules = Pick<Services, 'rules' | 'deadlines'>

/** The questions that belong to these answers, answered or not, in their order: the way back is the same list. */
export function questionsFor(
  answers: Answers,
  { deadlines }: WizardRules,
  today: Temporal.PlainDate,
): readonly Field[] {
  const facts = factsOf(answers, deadlines, today)
  return questions
    .filter(({ when }) => when.some((condition) => holds(condition, facts)))
    .flatMap(({ id }) => fieldOf(id) ?? [])
}

/** The next plain question, or null when enough is known to say which document fits. */
export function nextQuestion(answers: Answers, rules: WizardRules, today: Temporal.PlainDate): Field | null {
  const open = (field: Field) => !checkAnswer(field, valueOf(answers, field.id), today).ok
  return questionsFor(answers, rules, today).find(open) ?? null
}

/** The document that fits, the rule that says so, and the article it stands on. */
export interface Choice {
  readonly service: ServiceId
  readonly rule: string
  readonly basis: Basis
  /** A written explanation is asked: the passport expired long ago. */
  readonly explain: boolean
}

/**
 * Which document fits these answers, by the first rule of the pack that matches. Refuses with the rule and its article as data: inside the sending state,
 * a child, an endorsement, too early (`from` is the day it becomes possible), a short stay; and `application.wizard-unfinished` with the open question.
 */
export function chooseDocument(answers: Answers, rules: WizardRules, today: Temporal.PlainDate): Answered<Choice> {
  const open = nextQuestion(answers, rules, today)
  if (open) return refuse('application.wizard-unfinished', { question: open.id })
  const facts = factsOf(answers, rules.deadlines, today)
  const rule = rules.rules.find(({ when }) => holds(when, facts))
  if (!rule) return refuse('application.service-not-offered')
  if (rule.service)
    return ok({
      service: rule.service,
      rule: rule.id,
      basis: rule.basis,
      explain: facts['passport'] === 'long-expired',
    })
  const expiry = passportExpiry(answers, today)
  const from = facts['expiry'] === 'valid' && expiry ? renewableFrom(expiry, rules.deadlines).toString() : null
  const { law, article } = rule.basis
  return refuse(rule.refuse ?? 'application.service-not-offered', {
    rule: rule.id,
    law,
    article,
    ...(from ? { from } : {}),
  })
}
