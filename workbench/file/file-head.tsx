import type { CaseFile } from '@consular/api'
import { Tag, useWords } from '@consular/ui'
import { ClockTag } from '../queue/clock-tag.tsx'
import { addressOfQueue, place } from '../queue/queue.ts'
import { Key } from '../shell/key.tsx'
import { spoken } from '../shell/language.ts'
import { nameOf } from '../shell/names.ts'
import { writeDate } from '../shell/time.ts'

/** The fields of the applicant's name, as it is printed. */
const nameFields = ['surname', 'given-names', 'native-name']

/** Who applies for what, in which state, how much time is left, and who has it now. */
export function FileHead({ file }: { readonly file: CaseFile }) {
  const say = useWords()
  const { language } = spoken.value
  const at = place.value
  const name = nameFields.flatMap((field) => file.answers[field]?.value ?? []).join(' ')
  return (
    <div class="file-head">
      <a class="file-back" href={at ? addressOfQueue(at.mission, at.queue) : '/workbench/'}>
        {say('file.back')} <Key>q</Key>
      </a>
      <h1 tabIndex={-1}>
        <span class="mono reference">{file.reference}</span> {name}
      </h1>
      <p class="file-facts">
        <span>{nameOf('service', file.service)}</span>
        <Tag colour="blue">{nameOf('state', file.state)}</Tag>
        <ClockTag clock={file.clock} />
        {file.promise && <span>{say('file.promised', { date: writeDate(file.promise.promisedOn, language) })}</span>}
        <span class="quiet">
          {file.reviewer ? say('file.with', { name: file.reviewer.name }) : say('file.with-nobody')}
        </span>
      </p>
    </div>
  )
}
