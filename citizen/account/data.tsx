import { addressOf, exportMyData, exportMyDataAsPdf } from '@consular/api'
import { LinkButton, Notice, useWords } from '@consular/ui'
import { spoken } from '../shell/language.ts'
import { Screen } from '../shell/screen.tsx'
import { SignedIn } from '../shell/signed-in.tsx'

/** Everything the service holds about oneself, to take away. */
export default function Data() {
  const say = useWords()
  const pdf = addressOf(exportMyDataAsPdf, { query: { language: spoken.value.language } })
  return (
    <SignedIn>
      <Screen title={say('account.data')} back="/app/account">
        <p>{say('data.lead')}</p>
        <Notice tone="warn">
          <p>{say('data.privacy')}</p>
        </Notice>
        <div class="buttons">
          <LinkButton href={pdf} download="my-data.pdf">
            {say('data.pdf')}
          </LinkButton>
          <LinkButton look="plain" href={addressOf(exportMyData, {})} download="my-data.json">
            {say('data.json')}
          </LinkButton>
        </div>
      </Screen>
    </SignedIn>
  )
}
