import { type City, readCities } from '@consular/domain/mission'
import { Checkbox, TextArea, TextInput, useWords } from '@consular/ui'
import { type Signal, useSignal } from '@preact/signals'
import { readArea, type TypedArea, type WrongArea } from './read-area.ts'

let known: Promise<readonly City[]> | null = null

/** The towns that can be typed, fetched when an area is first read. */
function cities(): Promise<readonly City[]> {
  known ??= fetch('/pack/cities.tsv').then(async (response) => readCities(response.ok ? await response.text() : ''))
  return known
}

/** An area while it is typed, and the fields of it that are wrong. */
export interface AreaDraft {
  readonly typed: Signal<TypedArea>
  readonly wrong: Signal<readonly WrongArea[]>
}

const empty: TypedArea = { centre: '', km: '30', countries: '', corners: '', unplaced: false }

/** An area that nothing was typed into yet. */
export function useAreaDraft(): AreaDraft {
  return { typed: useSignal(empty), wrong: useSignal<readonly WrongArea[]>([]) }
}

/** The area that was typed; null where something in it is wrong, which is then marked. */
export async function areaOf({ typed, wrong }: AreaDraft) {
  const read = readArea(typed.value, await cities())
  wrong.value = read.ok ? [] : read.wrong
  if (!read.ok) requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  return read.ok ? read.area : null
}

/** Where it is: a circle, countries, a polygon; each may be left out. */
export function AreaFields({ draft }: { readonly draft: AreaDraft }) {
  const say = useWords()
  const set = (part: Partial<TypedArea>) => {
    draft.typed.value = { ...draft.typed.value, ...part }
  }
  const about = (name: WrongArea) => ({
    id: name,
    label: say(`crisis.area.${name}`),
    hint: say(`crisis.area.${name}.hint`),
    error: draft.wrong.value.includes(name) ? say(`crisis.area.${name}.bad`) : undefined,
    value: draft.typed.value[name],
    onChange: (value: string) => set({ [name]: value }),
  })
  return (
    <>
      <TextInput {...about('centre')} />
      <TextInput {...about('km')} width="short" />
      <TextInput {...about('countries')} />
      <TextArea {...about('corners')} rows={3} />
      <Checkbox
        id="unplaced"
        option={{ label: say('crisis.area.unplaced') }}
        checked={draft.typed.value.unplaced}
        onChange={(unplaced) => set({ unplaced })}
      />
    </>
  )
}
