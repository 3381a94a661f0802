import {
  type AnswerOf,
  type HealthRecordView,
  type IssuedCertificate,
  listHealthDocuments,
  listHealthRecords,
} from '@consular/api'
import { LinkButton, Notice, Tag, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { SignedIn } from '../shell/signed-in.tsx'
import { useAnswer } from '../shell/use-answer.ts'
import { ChooseRecords } from './choose-records.tsx'
import { ChooseWish } from './choose-wish.tsx'
import { Claim } from './claim.tsx'
import { saidOr } from './describe.ts'
import { groupByPerson } from './people.ts'
import { holderOf, recordTitle } from './record-text.ts'

/** Papers that were sent to be checked, and what became of them. */
function Papers({ documents }: { readonly documents: AnswerOf<typeof listHealthDocuments>['documents'] }) {
  const say = useWords()
  const open = documents.filter(({ state }) => state !== 'recorded')
  if (open.length === 0) return null
  return (
    <section class="stack-close" aria-labelledby="papers">
      <h2 id="papers">{say('wallet.papers')}</h2>
      <ul role="list" class="list">
        {open.map(({ id, entry, state, reason }) => (
          <li key={id}>
            <div>
              <p>{recordTitle(say, entry)}</p>
              {reason && <p class="quote">{reason}</p>}
            </div>
            <Tag colour={state === 'refused' ? 'red' : 'blue'}>{say(`wallet.paper.state.${state}`)}</Tag>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was issued, and why what came first in line was not. */
function Issued({ issued }: { readonly issued: IssuedCertificate }) {
  const say = useWords()
  return (
    <Screen title={say('wallet.issued')} back="/app/wallet" page="issued">
      <Notice tone="good">
        <p>{say('wallet.issued.text', { family: say(`family.${issued.family}`) })}</p>
      </Notice>
      {issued.passed.map(({ family, code }) => (
        <p key={family} class="quiet">
          {say('wallet.passed', {
            family: say(`family.${family}`),
            why: saidOr(say, code, saidOr(say, `code.${code}`, code)),
          })}
        </p>
      ))}
      <div class="buttons">
        <LinkButton href={`/app/wallet/certificate/${issued.id}`}>{say('wallet.issued.look')}</LinkButton>
        <LinkButton look="plain" href="/app/wallet">
          {say('wallet.issued.back')}
        </LinkButton>
      </div>
    </Screen>
  )
}

/** The records of the family, those of each person apart. */
function Records({
  records,
  onChosen,
}: {
  readonly records: readonly HealthRecordView[]
  readonly onChosen: (records: readonly HealthRecordView[]) => void
}) {
  const say = useWords()
  const people = groupByPerson(records, ({ person }) => holderOf(person))
  return (
    <>
      {people.length === 0 && <p>{say('wallet.get.none')}</p>}
      {people.map((own, place) => (
        <ChooseRecords key={own[0]?.id} place={place} records={own} onChosen={onChosen} />
      ))}
    </>
  )
}

/** The way to a certificate: a record by its code or by a checked paper, then what the certificate is for, then it is issued and stored here. */
export function Get() {
  const say = useWords()
  const records = useAnswer(listHealthRecords, {})
  const documents = useAnswer(listHealthDocuments, {})
  const [chosen, setChosen] = useState<readonly HealthRecordView[]>([])
  const [issued, setIssued] = useState<IssuedCertificate | null>(null)
  if (issued) return <Issued issued={issued} />
  if (chosen.length > 0) return <ChooseWish records={chosen} onBack={() => setChosen([])} onIssued={setIssued} />
  return (
    <SignedIn>
      <Screen title={say('wallet.get')} back="/app/wallet" page="records">
        <p>{say('wallet.get.lead')}</p>
        {records.value ? (
          <Records records={records.value.records} onChosen={setChosen} />
        ) : (
          <Loading refusal={records.refusal} again={records.again} />
        )}
        {documents.value && <Papers documents={documents.value.documents} />}
        <Claim onClaimed={records.again} />
        <section class="stack-close" aria-labelledby="no-code">
          <h2 id="no-code">{say('wallet.get.no-code')}</h2>
          <p>{say('wallet.get.no-code.text')}</p>
          <LinkButton look="plain" href="/app/wallet/paper">
            {say('wallet.paper')}
          </LinkButton>
        </section>
      </Screen>
    </SignedIn>
  )
}
