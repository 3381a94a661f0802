/** Every code with which this module says no. */
export const missionRefusals = [
  'mission.position-out-of-range',
  'mission.city-unknown',
  'mission.not-competent',
  'mission.unknown',
] as const
export type MissionRefusal = (typeof missionRefusals)[number]
