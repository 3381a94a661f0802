import { endSession, listSessions } from '@consular/api'
import { Button, Tag, useWords } from '@consular/ui'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { ask } from '../shell/session.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { useAnswer } from '../shell/use-answer.ts'
import { useWork } from '../shell/use-work.ts'
import { momentText } from '../shell/when.ts'

/** The devices that are signed in, each to be signed out from here. */
export default function Sessions() {
  const say = useWords()
  const { value, refusal, again } = useAnswer(listSessions, {})
  const work = useWork()
  const end = async (id: string) => {
    const ended = await work.run(() => ask(endSession, { params: { session: id } }))
    if (ended) again()
  }
  return (
    <SignedIn>
      <Screen title={say('account.sessions')} back="/app/account">
        <Failure refusal={work.refusal} />
        {value ? (
          <ul role="list" class="list">
            {value.sessions.map(({ id, current, device, createdAt, lastSeenAt }) => (
              <li key={id}>
                <div>
                  <p>
                    <strong>{device}</strong> {current && <Tag colour="green">{say('sessions.current')}</Tag>}
                  </p>
                  <p class="quiet small">
                    {say('sessions.since', { since: momentText(createdAt), seen: momentText(lastSeenAt) })}
                  </p>
                </div>
                {!current && (
                  <Button look="plain" busy={work.busy} onPress={() => void end(id)}>
                    {say('sessions.end')}
                    <span class="hidden"> {device}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        ) : (
          <Loading refusal={refusal} again={again} />
        )}
      </Screen>
    </SignedIn>
  )
}
