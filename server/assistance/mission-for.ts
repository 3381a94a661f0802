import type { Report } from '@consular/domain/assistance'
import { findCity, nearest, positionOf } from '@consular/domain/mission'
import type { Context } from '../context.ts'
import { ministry } from '../officer/index.ts'

/** Whose duty a report is: of the mission nearest to the position, else to the place that was typed, else the one whose page was open; else the ministry's. */
export function missionFor({ pack }: Pick<Context, 'pack'>, report: Report, named: string): string {
  const near = (lat: number, lon: number): string | undefined => {
    const position = positionOf(lat, lon)
    return position.ok ? nearest(pack.directory, position.value)[0]?.mission.id : undefined
  }
  if (report.position !== null) return near(report.position.lat, report.position.lon) ?? ministry
  const city = report.placeSaid === null ? null : findCity(pack.cities, report.placeSaid)
  if (city?.ok) return near(city.value.city.position.lat, city.value.city.position.lon) ?? ministry
  return pack.directory.missions.has(named) ? named : ministry
}
