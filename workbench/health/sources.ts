import { listSources } from '@consular/api'
import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ask } from '../shell/session.ts'

/** The names of a mission's laboratories and clinics by their ids; none until they are here. */
export function useSources(mission: string): Signal<ReadonlyMap<string, string>> {
  const sources = useSignal<ReadonlyMap<string, string>>(new Map())
  const read = async () => {
    const answer = await ask(listSources, { query: { mission } })
    // Without its name a source stands there by its id.
    if (answer.ok) sources.value = new Map(answer.value.sources.map(({ id, name }) => [id, name]))
  }
  useEffect(() => {
    sources.value = new Map()
    if (mission) void read()
  }, [mission])
  return sources
}
