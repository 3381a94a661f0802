import type { AnswerOf, openDocument } from '@consular/api'
import { VaccineCatalogue } from '@consular/domain/record'
import { useWords } from '@consular/ui'
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { writeDate, writeMoment } from '../shell/time.ts'

type Paper = AnswerOf<typeof openDocument>
type Fact = readonly [name: string, value: string | number | undefined]

/** Names of vaccines by id; none until they are here. */
const vaccines = signal<ReadonlyMap<string, { readonly zh: string; readonly en: string }>>(new Map())

async function learnVaccines(): Promise<void> {
  if (vaccines.value.size > 0) return
  try {
    const { products } = VaccineCatalogue.parse(await (await fetch('/pack/vaccines.json')).json())
    vaccines.value = new Map(products.map(({ id, names }) => [id, names]))
  } catch {
    // Without its name a vaccine stands there by its id.
  }
}

/** What the person wrote of her paper, fact by fact, in the order in which papers say it. */
export function PaperFacts({ paper: { person, entry } }: { readonly paper: Paper }) {
  const say = useWords()
  useEffect(() => void learnVaccines(), [])
  const latin = person.latin && [person.latin.familyName, person.latin.givenName].filter(Boolean).join(', ')
  const facts: readonly Fact[] = [
    ['name', [person.familyName, person.givenName].filter(Boolean).join(' ')],
    ['latin', latin],
    [
      'birth-date',
      person.birthDate.length === 10 ? writeDate(person.birthDate, spoken.value.language) : person.birthDate,
    ],
    ['document-number', person.documentNumber],
    ['kind', say(`papers.kind.${entry.kind}`)],
    ['disease', say(`papers.disease.${entry.disease}`)],
    ...entryFacts(entry),
    ['country', entry.country],
  ]
  return (
    <dl class="case-answers">
      {facts.map(([name, value]) =>
        value === undefined || value === '' ? null : (
          <div key={name}>
            <dt class="quiet">{say(`papers.fact.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

function entryFacts(entry: Paper['entry']): readonly Fact[] {
  const { say, language } = spoken.value
  if (entry.kind === 'vaccination') {
    const names = vaccines.value.get(entry.product)
    return [
      ['product', names ? names[language === 'en' ? 'en' : 'zh'] : entry.product],
      ['dose', say('papers.dose', { dose: entry.dose, doses: entry.doses })],
      ['date', writeDate(entry.date, language)],
      ['lot', entry.lot],
      ['centre', entry.centre],
    ]
  }
  if (entry.kind === 'recovery') return [['first-positive', writeDate(entry.firstPositiveOn, language)]]
  return [
    ['method', say(`papers.method.${entry.method}`)],
    ['sample', entry.sample],
    ['sampled-at', writeMoment(entry.sampledAt, language)],
    ['result', say(`papers.result.${entry.result}`)],
    ['centre', entry.centre],
  ]
}
