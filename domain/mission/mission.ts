import * as z from 'zod/mini'
import { Position } from './position.ts'

const country = z.string().check(z.regex(/^[A-Z]{2}$/))
const isoDate = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const localTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))

/** A name in the two languages that are always complete. */
export const Name = z.object({ zh: z.string(), en: z.string() })
export type Name = z.infer<typeof Name>

/** A telephone number as the source prints it, and in E.164 form. `valid: false`: it does not fit today's numbering plan, so it is never offered as a one-tap call. */
export const Phone = z.object({ raw: z.string(), e164: z.nullable(z.string()), valid: z.boolean() })
export type Phone = z.infer<typeof Phone>

/** Weekly opening hours in the mission's own local time; days are 1 (Monday) to 7, `from` before `to`. */
export const OpeningHours = z.object({
  weekly: z.array(
    z.object({ days: z.array(z.number().check(z.int(), z.gte(1), z.lte(7))), from: localTime, to: localTime }),
  ),
  source: z.string(),
  asOf: isoDate,
})
export type OpeningHours = z.infer<typeof OpeningHours>

export const MissionKind = z.enum([
  'embassy',
  'consulate-general',
  'consulate',
  'office',
  'permanent-mission',
  'honorary-consulate',
])
export type MissionKind = z.infer<typeof MissionKind>

/** A mission abroad as the directory knows it. `host.seat`: the office lies in another country than the one it serves. `openingHours: null`: not known. */
export const Mission = z.object({
  id: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  kind: MissionKind,
  name: Name,
  city: Name,
  host: z.object({ country, territory: z.optional(country), seat: z.optional(country) }),
  address: z.nullable(z.string()),
  position: Position,
  positionQuality: z.enum(['point', 'site', 'city', 'capital']),
  phones: z.array(Phone),
  dutyPhones: z.array(Phone),
  email: z.nullable(z.string()),
  website: z.nullable(z.string()),
  timeZone: z.string(),
  openingHours: z.nullable(OpeningHours),
  localHolidays: z.optional(z.array(z.object({ day: z.string().check(z.regex(/^\d{2}-\d{2}$/)), name: Name }))),
  superior: z.optional(z.string()),
  status: z.enum(['active', 'relocated', 'disrupted', 'suspended']),
  servesPublic: z.boolean(),
  confidence: z.enum(['high', 'medium', 'low']),
  source: z.object({ contacts: z.nullable(z.string()), position: z.string(), item: z.optional(z.string()) }),
  asOf: isoDate,
})
export type Mission = z.infer<typeof Mission>

/** The file of a pack's missions, with the sources its rows point to. */
export const MissionFile = z.object({
  sendingState: z.string(),
  sources: z.record(
    z.string(),
    z.object({ title: z.string(), url: z.optional(z.string()), asOf: isoDate, licence: z.string() }),
  ),
  missions: z.array(Mission),
})
export type MissionFile = z.infer<typeof MissionFile>

/** May this mission be named as the nearest one? It serves the public, works normally, and lies in the country that it serves. */
export const receivesVisitors = (mission: Mission): boolean =>
  mission.servesPublic && mission.status === 'active' && mission.host.seat === undefined

/** A number to dial: for the link in E.164 form, for the eye as the source groups it, with spaces that do not break. */
export interface Dial {
  readonly e164: string
  readonly shown: string
}

/** Numbers that may be offered as a one-tap call, duty numbers apart. Stale ones are left out. */
export function callable(mission: Mission): { readonly duty: readonly Dial[]; readonly office: readonly Dial[] } {
  const numbers = (phones: readonly Phone[]) =>
    phones.flatMap(({ valid, e164, raw }) => (valid && e164 !== null ? [{ e164, shown: grouped(e164, raw) }] : []))
  return { duty: numbers(mission.dutyPhones), office: numbers(mission.phones) }
}

/** The source's own grouping where it writes the same digits, `00` being the international prefix; else the bare number. */
function grouped(e164: string, raw: string): string {
  const shown = raw.trim().replace(/^00/, '+').replaceAll(/[- ]/g, '\u00a0')
  return shown.replaceAll('\u00a0', '') === e164 ? shown : e164
}
