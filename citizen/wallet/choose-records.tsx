import type { HealthRecordView } from '@consular/api'
import { Button, Checkboxes, Tag, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { nameOf } from './people.ts'
import { namesOf, useCatalogue } from './products.ts'
import { holderOf, recordDetail, recordTitle } from './record-text.ts'

interface ChooseRecordsProps {
  /** The place of the person on the page, from 0. */
  readonly place: number
  /** All of one person. */
  readonly records: readonly HealthRecordView[]
  readonly onChosen: (records: readonly HealthRecordView[]) => void
}

/** Which of a person’s records a certificate is to be made of. */
export function ChooseRecords({ place, records, onChosen }: ChooseRecordsProps) {
  const say = useWords()
  const products = namesOf(useCatalogue())
  const held = records.filter(({ state }) => state === 'held')
  const gone = records.filter(({ state }) => state !== 'held')
  const [picked, setPicked] = useState<readonly string[]>(held.slice(0, 1).map(({ id }) => id))
  const [empty, setEmpty] = useState(false)
  const name = records[0] ? nameOf(holderOf(records[0].person)) : ''
  const chosen = held.filter(({ id }) => picked.includes(id))
  const go = () => (chosen.length > 0 ? onChosen(chosen) : setEmpty(true))
  const options = held.map(({ id, entry, source }) => ({
    value: id,
    label: recordTitle(say, entry),
    hint: [recordDetail(say, entry, products), source?.name ?? say('wallet.record.checked')].join(' · '),
  }))
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
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
    </form>
  )
}
