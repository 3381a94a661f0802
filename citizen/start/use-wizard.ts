import { nextQuestion, questionsFor, type Services } from '@consular/domain/application'
import type { Refusal } from '@consular/domain/shared'
import { useEffect, useState } from 'preact/hooks'
import { learnServices, services } from '../application/services.ts'
import { today } from '../shell/clock.ts'
import { openWizard, type Wizard, wizard } from './wizard.ts'

/** The wizard with the pack's rules, once both are there. */
export function useWizard(): {
  readonly ready: { readonly wizard: Wizard; readonly rules: Services } | null
  readonly refusal: Refusal | null
  readonly again: () => void
} {
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    const open = async () => {
      setRefusal(null)
      await openWizard()
      await learnServices().catch(() => setRefusal({ code: 'line.down' }))
    }
    void open()
  }, [round])
  const ready = wizard.value && services.value ? { wizard: wizard.value, rules: services.value } : null
  return { ready, refusal, again: () => setRound(round + 1) }
}

/** Where the wizard goes on: the next open question, then the place, then the result. */
export function nextAddress({ answers, mission }: Wizard, rules: Services): string {
  const question = nextQuestion(answers, rules, today())
  if (question) return `/app/start/question/${question.id}`
  const refusedAlready = answers['where']?.value === 'home' || answers['age']?.value === 'child'
  return mission === null && !refusedAlready ? '/app/start/place' : '/app/start/result'
}

/** The question before this one; the first page when it is the first. */
export function addressBefore({ answers }: Wizard, rules: Services, question: string): string {
  const asked = questionsFor(answers, rules, today()).map(({ id }) => id)
  const index = asked.indexOf(question)
  const before = index < 0 ? asked.at(-1) : asked[index - 1]
  return before ? `/app/start/question/${before}` : '/app/'
}
