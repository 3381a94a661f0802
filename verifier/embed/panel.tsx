import { useWords, Words } from '@consular/ui'
import { CameraPanel } from '../scan/camera-panel.tsx'
import { OtherWays } from '../scan/other-ways.tsx'
import { spoken } from '../shell/language.ts'
import { country } from '../shell/settings.ts'
import { countryText } from '../shell/write.ts'
import { ListState } from '../trust/list-state.tsx'
import { VerdictPanel } from '../verdict/verdict-panel.tsx'

/** Whose rules are asked. The page around it has chosen. */
function Arrival() {
  const say = useWords()
  if (country.value === '') return null
  return (
    <p>
      <span class="quiet small">{say('country.label')}</span> <strong>{countryText(country.value)}</strong>
    </p>
  )
}

/** The verifier in the page of somebody else: scan, verdict, age of the list. */
export function Panel({ pictures }: { readonly pictures: boolean }) {
  const { language, say } = spoken.value
  return (
    <Words.Provider value={say}>
      <div class="embed" lang={language}>
        <CameraPanel opensItself={false} />
        <VerdictPanel />
        <Arrival />
        <OtherWays pictures={pictures} />
        <ListState />
        <p class="quiet small">{say('verifier.promise')}</p>
      </div>
    </Words.Provider>
  )
}
