import type { OfficerMe } from '@consular/api'
import { Notice, Select, useWords } from '@consular/ui'
import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { StepUp } from '../file/step-up.tsx'
import { spoken } from '../shell/language.ts'
import { go } from '../shell/navigate.ts'
import { fault, news } from './send.ts'

type Assignment = OfficerMe['assignments'][number]

/** The mission that a place is about: the one that the address names, else the first where the officer holds one of the roles. */
export function useMission(officer: OfficerMe, roles: readonly string[]): Assignment | null {
  const { query } = useLocation()
  const fit = officer.assignments.filter((assignment) => assignment.roles.some((role) => roles.includes(role)))
  return fit.find(({ mission }) => mission === query['mission']) ?? fit[0] ?? null
}

interface PlaceProps {
  readonly officer: OfficerMe
  readonly title: string
  readonly at: Assignment
  readonly roles: readonly string[]
  /** The address of this place, without its query. */
  readonly path: string
  readonly children: ComponentChildren
}

/** A place of a mission: its heading, a choice where the officer serves at several, what was done or refused, and the passkey where it is asked for. */
export function MissionPlace({ officer, title, at, roles, path, children }: PlaceProps) {
  const say = useWords()
  const { language } = spoken.value
  const fit = officer.assignments.filter((assignment) => assignment.roles.some((role) => roles.includes(role)))
  return (
    <div class="stack">
      <div class="queue-head">
        <h1>{title}</h1>
        {fit.length > 1 ? (
          <div class="queue-mission">
            <Select
              id="mission"
              label={say('queue.mission')}
              options={fit.map(({ mission, missionName }) => ({ value: mission, label: missionName[language] }))}
              value={at.mission}
              onChange={(mission) => go(`${path}?${new URLSearchParams({ mission })}`)}
            />
          </div>
        ) : (
          <p class="queue-mission">{at.missionName[language]}</p>
        )}
      </div>
      <News />
      {children}
      <StepUp officer={officer} />
    </div>
  )
}

/** What was done, and what was refused. */
export function News() {
  return (
    <>
      <div role="status">{news.value && <Notice tone="good">{news.value}</Notice>}</div>
      <div role="alert">{fault.value && <Notice tone="bad">{fault.value}</Notice>}</div>
    </>
  )
}
