import { useWords } from '@consular/ui'
import { Screen } from './screen.tsx'

/** An address that names no page. */
export function Missing() {
  const say = useWords()
  return (
    <Screen title={say('missing.title')}>
      <p>{say('missing.text')}</p>
      <p>
        <a href="/app/">{say('missing.home')}</a>
      </p>
    </Screen>
  )
}
