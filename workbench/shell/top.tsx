import type { OfficerMe } from '@consular/api'
import { LanguageSwitch, useWords } from '@consular/ui'
import { FindFile } from '../queue/find-file.tsx'
import { addressOfQueue, place } from '../queue/queue.ts'
import { helpOpen } from './help.tsx'
import { chooseWords, spoken } from './language.ts'
import { leave } from './session.ts'

function Officer({ officer }: { readonly officer: OfficerMe }) {
  const say = useWords()
  return (
    <div class="top-officer">
      <span class="top-name">
        {officer.officer.name}
        <span class="quiet small">{say('officer.number', { number: officer.officer.number })}</span>
      </span>
      <button type="button" class="link" onClick={() => void leave()}>
        {say('sign-out')}
      </button>
    </div>
  )
}

/** The top of the desk: where one is, find a file, who sits here, the language, help. */
export function Top({ officer }: { readonly officer: OfficerMe | null }) {
  const say = useWords()
  const home = place.value ? addressOfQueue(place.value.mission, place.value.queue) : '/workbench/'
  return (
    <header class="top">
      <a class="top-brand" href={home}>
        <span class="seal" lang="zh-Hans" aria-hidden="true">
          领
        </span>
        <span class="top-title">{say('workbench')}</span>
      </a>
      {officer && <FindFile />}
      <div class="top-end">
        {officer && <Officer officer={officer} />}
        <button
          type="button"
          class="link"
          aria-haspopup="dialog"
          onClick={() => {
            helpOpen.value = true
          }}
        >
          {say('help.open')}
        </button>
        <LanguageSwitch language={spoken.value.language} onChange={(other) => void chooseWords(other)} />
      </div>
    </header>
  )
}
