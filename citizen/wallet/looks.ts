import { type AnyCertificate, type Holder, type Reading, type Report, read } from '@consular/certificate'
import { useEffect, useState } from 'preact/hooks'
import { now } from '../shell/clock.ts'
import type { Held } from './held.ts'
import { holdings, openHoldings } from './holdings.ts'
import { groupByPerson } from './people.ts'
import { type State, stateOf } from './state.ts'
import { reportOf, takeKeptTrust, trust } from './trust.ts'

/** A certificate with all that a screen shows of it. */
export interface Look {
  readonly held: Held
  readonly reading: Reading<AnyCertificate>
  readonly report: Report
  readonly holder: Holder
  readonly state: State
}

async function lookAt(held: Held): Promise<Look> {
  const reading = read(held.text)
  const report = await reportOf(reading)
  const listed = trust.value.asOf !== null
  const state = stateOf(held, report, { now: now().epochMilliseconds, listed })
  return { held, reading, report, holder: 'fault' in reading ? {} : reading.holder, state }
}

/** All certificates of this phone as they stand now; null until they are opened and verified. They are verified again when the list or the holdings change. */
export function useLooks(): readonly Look[] | null {
  const [looks, setLooks] = useState<readonly Look[] | null>(null)
  const held = holdings.value
  const { list } = trust.value
  useEffect(() => {
    let left = false
    const look = async () => {
      await takeKeptTrust()
      const all = await Promise.all((held ?? (await openHoldings())).map(lookAt))
      if (!left) setLooks(all)
    }
    void look()
    return () => {
      left = true
    }
  }, [held, list])
  return looks
}

/** A person with her certificates. */
export interface Bearer {
  readonly holder: Holder
  readonly looks: readonly Look[]
}

/** The certificates by person. What is over or taken back comes last. */
export function bearersOf(looks: readonly Look[]): readonly Bearer[] {
  return groupByPerson(looks, ({ holder }) => holder).map((group) => ({
    holder: group[0]?.holder ?? {},
    looks: group.toSorted((one, other) => rank(one) - rank(other)),
  }))
}

const rank = ({ state }: Look): number => (state === 'counts' || state === 'expiring' ? 0 : 1)
