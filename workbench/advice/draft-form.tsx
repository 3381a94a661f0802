import { type AdviceFile, type AdviceLevelView, saveAdviceDraft } from '@consular/api'
import { AdviceCategory } from '@consular/domain/advice'
import type { Result } from '@consular/domain/shared'
import { Button, ErrorSummary, Form, Select, TextArea, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { ask } from '../shell/session.ts'
import { type AdviceDraft, contentOf, unreadable } from './draft.ts'
import { inLanguage } from './level-tag.tsx'

/** Which draft is written, of what, and how it stands. */
export interface DraftPlace {
  readonly advice: string
  readonly draft: string
  readonly version: number
  readonly kind: 'advice' | 'alert'
  readonly country: string
  readonly act: 'publish' | 'withdraw'
}

interface DraftFormProps {
  readonly place: DraftPlace
  readonly levels: readonly AdviceLevelView[]
  readonly begin: AdviceDraft
  readonly onSaved: (answer: Result<AdviceFile>) => void
  readonly onClose?: () => void
}

type Change = (change: Partial<AdviceDraft>) => void

/** A text in both languages, side by side: the translator sees what she translates. */
function Pair({
  name,
  draft,
  change,
  rows,
}: {
  readonly name: 'headline' | 'text' | 'instruction'
  readonly draft: AdviceDraft
  readonly change: Change
  readonly rows: number
}) {
  const say = useWords()
  return (
    <div class="advice-pair">
      {(['Zh', 'En'] as const).map((language) => {
        const key = `${name}${language}` as const
        const shared = {
          id: key,
          label: `${say(`advice.field.${name}`)} (${language === 'Zh' ? '中文' : 'English'})`,
          value: draft[key],
          onChange: (value: string) => change({ [key]: value }),
        }
        return rows === 1 ? <TextInput key={key} {...shared} /> : <TextArea key={key} {...shared} rows={rows} />
      })}
    </div>
  )
}

/** Where and when it counts. */
function Bounds({
  draft,
  change,
  wrong,
}: {
  readonly draft: AdviceDraft
  readonly change: Change
  readonly wrong: readonly string[]
}) {
  const say = useWords()
  const field = (name: 'areas' | 'validFrom' | 'validUntil' | 'publishAt') => ({
    id: name,
    label: say(`advice.field.${name}`),
    hint: say(`advice.field.${name}.hint`),
    value: draft[name],
    error: wrong.includes(name) ? say(`advice.field.${name}.wrong`) : undefined,
    onChange: (value: string) => change({ [name]: value }),
  })
  return (
    <>
      <TextArea {...field('areas')} rows={3} spellcheck={false} />
      <TextInput {...field('validFrom')} width="medium" />
      <TextInput {...field('validUntil')} width="medium" />
      <TextInput {...field('publishAt')} width="medium" />
    </>
  )
}

/** A draft is written in both languages, and kept as it is: what lacks a translation waits for it. */
export function DraftForm({ place, levels, begin, onSaved, onClose }: DraftFormProps) {
  const say = useWords()
  const [draft, wrong, busy] = [useSignal(begin), useSignal<readonly string[]>([]), useSignal(false)]
  const change: Change = (part) => {
    draft.value = { ...draft.value, ...part }
  }
  const save = async () => {
    wrong.value = unreadable(draft.value)
    if (wrong.value.length > 0 || busy.value) return
    busy.value = true
    const { advice, draft: adviceDraft, ...rest } = place
    const answer = await ask(saveAdviceDraft, {
      params: { advice, adviceDraft },
      body: { ...rest, content: contentOf(draft.value) },
    })
    busy.value = false
    onSaved(answer)
  }
  const options = levels.map(({ code, name }) => ({ value: code, label: inLanguage(name) }))
  const isWrong = (name: string) => (wrong.value.includes(name) ? say(`advice.field.${name}.wrong`) : undefined)
  return (
    <>
      <ErrorSummary errors={wrong.value.map((id) => ({ id, text: say(`advice.field.${id}.wrong`) }))} />
      <Form look="card stack" label={say(`advice.form.${place.act}`)} onSend={() => void save()}>
        <Select
          id="level"
          label={say('advice.field.level')}
          options={[{ value: '', label: say('advice.choose') }, ...options]}
          value={draft.value.level}
          error={isWrong('level')}
          onChange={(level) => change({ level })}
        />
        <Select
          id="category"
          label={say('advice.field.category')}
          options={AdviceCategory.options.map((value) => ({ value, label: say(`advice.category.${value}`) }))}
          value={draft.value.category}
          onChange={(category) => change({ category })}
        />
        <Pair name="headline" draft={draft.value} change={change} rows={1} />
        <Pair name="text" draft={draft.value} change={change} rows={8} />
        <Pair name="instruction" draft={draft.value} change={change} rows={4} />
        <Bounds draft={draft.value} change={change} wrong={wrong.value} />
        <div class="buttons">
          <Button type="submit" busy={busy.value}>
            {say('advice.save')}
          </Button>
          {onClose && (
            <Button look="plain" onPress={onClose}>
              {say('cancel')}
            </Button>
          )}
        </div>
      </Form>
    </>
  )
}
