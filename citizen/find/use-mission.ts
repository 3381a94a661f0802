import type { Mission } from '@consular/domain/mission'
import { useEffect, useState } from 'preact/hooks'
import { atlas } from './directory.ts'
import { nameOf } from './names.ts'

/** A mission of the directory by its id; undefined until the directory is read, or when it has none of that id. */
export function useMission(id: string): Mission | undefined {
  const [mission, setMission] = useState<Mission | undefined>()
  useEffect(() => {
    const learn = async () => setMission((await atlas()).directory.missions.get(id))
    void learn().catch(() => undefined)
  }, [id])
  return mission
}

/** The name of a mission in the language on the screen; nothing until it is known. */
export function useMissionName(id: string): string {
  const mission = useMission(id)
  return mission ? nameOf(mission.name) : ''
}
