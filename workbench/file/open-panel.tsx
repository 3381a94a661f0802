import type { CaseFile } from '@consular/api'
import { useWords } from '@consular/ui'
import { nameOf } from '../shell/names.ts'
import { actionsOf, moveKeys, type OfficerMove } from './actions.ts'
import type { Purpose } from './case.ts'
import { decide } from './decide.ts'
import { draftOf } from './drafts.ts'
import { Panel } from './panel.tsx'
import { RefusalLetter, RefusalPanel } from './refusal-panel.tsx'
import { ReturnPanel } from './return-panel.tsx'
import { SendBackPanel } from './send-back-panel.tsx'

const isMove = (panel: string | null): panel is OfficerMove => panel !== null && Object.hasOwn(moveKeys, panel)

/** The form that is open. When the file changed and no longer takes it, the text stays to be read and copied, and sending is closed. */
export function OpenPanel({
  file,
  purpose,
  officer,
}: {
  readonly file: CaseFile
  readonly purpose: Purpose
  readonly officer: string
}) {
  const say = useWords()
  const { panel } = draftOf(file.id)
  if (!isMove(panel)) return null
  const action = actionsOf(file, officer).find(({ move }) => move === panel)
  const closed = action?.whyNot === null ? undefined : say('panel.closed', { state: nameOf('state', file.state) })
  const shared = { file, purpose, closed }
  if (panel === 'return') return <ReturnPanel {...shared} />
  if (panel === 'propose-refusal') return <RefusalPanel {...shared} />
  if (panel === 'send-back') return <SendBackPanel {...shared} />
  return (
    <Panel key={panel} application={file.id} move={panel} closed={closed} onSend={() => void decide(panel, purpose)}>
      {panel === 'refuse' && file.refusal ? <RefusalLetter {...file.refusal} /> : null}
    </Panel>
  )
}
