import type { OwnData } from './own-data.ts'
import type { Paper } from './paper.ts'
import type { Words } from './words.ts'

/** About which countries letters of travel advice go to her. */
export function writeAdviceSubscriptions(paper: Paper, { say, moment }: Words, { adviceSubscriptions }: OwnData): void {
  if (adviceSubscriptions.length === 0) return
  paper.section(say('advice'))
  paper.facts(
    adviceSubscriptions.map(({ country, confirmedAt }): [string, string] => [
      country ?? say('advice.everywhere'),
      moment(confirmedAt),
    ]),
  )
}
