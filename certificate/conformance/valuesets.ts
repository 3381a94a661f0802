import { codesBySet, findCode, parseValueSet } from '../rules/valuesets.ts'
import { type Corpus, Counter } from './corpus.ts'

interface Row {
  readonly file: string
  readonly valueSetId: string
  readonly date: string
  readonly entries: number
}

/** The value sets of the DCC: each is read, and each of its codes is found again. */
export const valuesets: Corpus = {
  name: 'valuesets',
  run: async ({ text }) => {
    const counter = new Counter('valuesets')
    for (const { file, valueSetId, date, entries } of JSON.parse(
      await text('valuesets/index.json'),
    ) as readonly Row[]) {
      const set = parseValueSet(JSON.parse(await text(`valuesets/${file}`)))
      const codes = set.ok ? (codesBySet([set.value])[valueSetId] ?? []) : []
      const found = codes.filter((code) => set.ok && findCode([set.value], valueSetId, `${code} `) !== null)
      const got = set.ok ? `${set.value.id} ${set.value.date} ${found.length}` : JSON.stringify(set.refusal)
      counter.expect(file, `${valueSetId} ${date} ${entries}`, got)
    }
    return counter.tally
  },
}
