import type { OwnData } from './own-data.ts'
import type { Paper } from './paper.ts'
import type { Words } from './words.ts'

/** The crises that found a person: who was in them, and what was answered. */
export function writeCrises(paper: Paper, { say, moment }: Words, { crises }: OwnData): void {
  if (crises.length === 0) return
  paper.section(say('crises'))
  for (const { persons } of crises)
    for (const { familyName, givenName, state, place, answers } of persons) {
      paper.part(`${familyName} ${givenName} · ${say(`crisis.state.${state}`)}`)
      const said = answers.map(({ says, at }) => `${moment(at)} ${says}`)
      paper.facts([
        [say('registration.where'), place ?? say('nothing')],
        [say('crisis.answers'), said.join('\n') || say('nothing')],
      ])
    }
}
