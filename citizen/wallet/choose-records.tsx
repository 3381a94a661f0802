import type { HealthRecordView } from '@consular/api'
import { namesOf } from '@consular/certificate/names'
import type { Say } from '@consular/messages/format.ts'
import { Button, Checkboxes, Form, Tag, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { namesOfProducts, useCatalogue } from './products.ts'
import { holderOf, recordDetail, recordTitle } from './record-text.ts'

interface ChooseRecordsProps {
  /** The place of the person on the page, from 0. */
  readonly place: number
  /** All of one person. */
  readonly records: readonly HealthRecordView[]
  readonly onChosen: (records: readonly HealthRecordView[]) => void
}

/** Who answers for a record; the centre that stands there already is not named twice. */
function responsible(
  say: Say,
  entry: HealthRecordView['entry'],
  source: HealthRecordView['source'],
): readonly string[] {
  if (source === null) return [say('wallet.record.checked')]
  return entry.kind !== 'recovery' && entry.centre === source.name ? [] : [source.name]
}

/** Which of a person’s records a certificate is to be made of. */
export function ChooseRecords({ place, records, onChosen }: ChooseRecordsProps) {
  const say = useWords()
  const products = namesOfProducts(useCatalogue())
  const held = records.filter(({ state }) => state === 'held')
  const gone = records.filter(({ state }) => state !== 'held')
  const [picked, setPicked] = useState<readonly string[]>(held.slice(0, 1).map(({ id }) => id))
  const [empty, setEmpty] = useState(false)
  const name = records[0] ? namesOf(holderOf(records[0].person)).main : ''
  const chosen = held.filter(({ id }) => picked.includes(id))
  const go = () => (chosen.length > 0 ? onChosen(chosen) : setEmpty(true))
  const options = held.map(({ id, entry, source }) => ({
    value: id,
    label: recordTitle(say, entry),
    hint: [recordDetail(say, entry, products), ...responsible(say, entry, source)].join(' · '),
  }))
  return (
    <Form onSend={() => go()}>
      {held.length > 0 && (
        <>
          <Checkboxes
            id={`records-${place}`}
            label={say('wallet.record.choose', { name })}
            error={empty && chosen.length === 0 ? say('wallet.record.empty') : undefined}
            options={options}
            value={picked}
            onChange={setPicked}
          />
          <Button type="submit">
            {say('wallet.record.go')}
            <span class="hidden"> {name}</span>
          </Button>
        </>
      )}
      {gone.length > 0 && (
        <ul role="list" class="list">
          {gone.map(({ id, entry, state }) => (
            <li key={id}>
              <span>
                {name} · {recordTitle(say, entry)}
              </span>
              <Tag>{say(`wallet.record.state.${state}`)}</Tag>
            </li>
          ))}
        </ul>
      )}
    </Form>
  )
}
