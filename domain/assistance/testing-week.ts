import { type Directory, Districts, type Mission, openDirectory } from '../mission/index.ts'
import { Situation } from './report.ts'
import { shiftTimes } from './rota.ts'

/** Numbers that look like chance and are the same in every run: from any parts, one in [0, 1). */
export function chance(...parts: readonly (string | number)[]): number {
  let hash = 2_166_136_261
  for (const letter of parts.join(' ')) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619)
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507)
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

const within = (least: number, most: number, ...parts: readonly (string | number)[]): number =>
  least + Math.floor(chance(...parts) * (most - least + 1))

/** Forty time zones with a place of each: ISO country, latitude, longitude. The week begins before Europe puts its clocks back. */
const zones =
  `Pacific/Auckland NZ -36.8 174.7|Pacific/Fiji FJ -18.1 178.4|Australia/Sydney AU -33.9 151.2|Australia/Adelaide AU -34.9 138.6
Australia/Perth AU -31.9 115.9|Asia/Tokyo JP 35.7 139.7|Asia/Seoul KR 37.6 127|Asia/Manila PH 14.6 121|Asia/Singapore SG 1.3 103.8|Asia/Jakarta ID -6.2 106.8
Asia/Bangkok TH 13.8 100.5|Asia/Yangon MM 16.8 96.2|Asia/Dhaka BD 23.8 90.4|Asia/Kathmandu NP 27.7 85.3|Asia/Kolkata IN 28.6 77.2|Asia/Karachi PK 33.7 73.1
Asia/Kabul AF 34.5 69.2|Asia/Tehran IR 35.7 51.4|Asia/Dubai AE 24.5 54.4|Asia/Tashkent UZ 41.3 69.2|Asia/Riyadh SA 24.7 46.7|Africa/Nairobi KE -1.3 36.8
Africa/Cairo EG 30 31.2|Europe/Moscow RU 55.8 37.6|Europe/Istanbul TR 39.9 32.9|Europe/Athens GR 38 23.7|Africa/Johannesburg ZA -25.7 28.2|Europe/Rome IT 41.9 12.5
Europe/Berlin DE 52.5 13.4|Africa/Lagos NG 9.1 7.5|Europe/London GB 51.5 -0.1|Africa/Casablanca MA 34 -6.8|Atlantic/Azores PT 37.7 -25.7|America/Sao_Paulo BR -15.8 -47.9
America/St_Johns CA 47.6 -52.7|America/New_York US 38.9 -77|America/Mexico_City MX 19.4 -99.1|America/Denver US 39.7 -105|America/Los_Angeles US 34.1 -118.2|Pacific/Honolulu US 21.3 -157.9`
    .split(/[|\n]/)
    .map((line) => line.split(' '))
    .map(([zone, country, lat, lon]) => ({
      zone: String(zone),
      country: String(country),
      lat: Number(lat),
      lon: Number(lon),
    }))

/** Somebody of the week who can be called. */
export interface Staff {
  readonly id: string
  readonly mission: string
  readonly role: 'duty' | 'deputy' | 'head' | 'ministry-duty'
  readonly phone: boolean
  readonly email: boolean
}

/** A shift as it is planned, in minutes of the week, and when it is handed over: late, or not before somebody wakes up. */
export interface PlannedShift {
  readonly number: number
  readonly mission: string
  readonly officer: string
  /** Wall clock of the mission. */
  readonly from: string
  readonly until: string
  readonly asleep: boolean
  readonly late: number
}

/** A shift with its instants in minutes of the week. */
export interface TimedShift extends PlannedShift {
  readonly begins: number
  readonly handedOver: number
}

/** A report of the week: when it is sent for the first time, and when again because its sender saw no answer. */
export interface PlannedReport {
  readonly number: number
  readonly minute: number
  readonly again: number | null
  readonly phone: number
  readonly situation: Situation
  readonly silent: boolean
  readonly position: { readonly lat: number; readonly lon: number } | null
  readonly mission: string | null
}

/** How large a week is. */
export interface Size {
  readonly seed: number
  readonly days: number
  readonly missionCount: number
  readonly reportCount: number
}

/** A week of missions, officers, shifts and people in trouble. All that happens in it by chance is settled by its seed. */
export interface Week extends Size {
  readonly begins: Temporal.Instant
  readonly directory: Directory
  readonly staff: readonly Staff[]
  readonly shifts: readonly TimedShift[]
  readonly reports: readonly PlannedReport[]
  /** A mission that says for a day that it cannot do its duty; minutes of the week. */
  readonly cutOff: { readonly mission: string; readonly from: number; readonly until: number }
}

/** The week's own calendar: it contains the Sunday on which Europe puts its clocks back. */
const monday = '2026-10-19'

const missionOf = (number: number, seed: number): Mission => {
  const place = zones[number % zones.length] as (typeof zones)[number]
  const first = zones.findIndex(({ country }) => country === place.country) === number
  const spread = (axis: string): number => (number < zones.length ? 0 : (chance(seed, axis, number) - 0.5) * 6)
  const name = { zh: `第${number}馆`, en: `Mission ${number}` }
  return {
    id: `m${String(number).padStart(3, '0')}`,
    kind: first ? 'embassy' : 'consulate-general',
    name,
    city: name,
    host: { country: place.country },
    address: null,
    position: { lat: place.lat + spread('lat'), lon: place.lon + spread('lon') },
    positionQuality: 'city',
    phones: [],
    dutyPhones: [],
    email: null,
    website: null,
    timeZone: place.zone,
    openingHours: null,
    // One of sixty is closed: whoever is nearest to it is led elsewhere, and its duty passes on.
    status: number % 60 === 37 ? 'suspended' : 'active',
    servesPublic: true,
    confidence: 'high',
    source: { contacts: null, position: 'invented' },
    asOf: monday,
  }
}

function staffOf({ seed }: Size, missions: readonly Mission[]): Staff[] {
  const one = (mission: string, role: Staff['role'], number: number): Staff => {
    const id = `${mission}-${role}-${number}`
    // One of twenty-five has no telephone, one of fifty no address at all.
    const channels = chance(seed, 'channels', id)
    return { id, mission, role, phone: channels > 0.04, email: channels > 0.02 && chance(seed, 'email', id) < 0.3 }
  }
  const ofMissions = missions.flatMap(({ id }, number) => [
    // A few missions have no deputy, a few nobody on duty but a head, and two nobody at all.
    ...(number % 50 === 11 || number % 150 === 77 ? [] : [0, 1, 2].map((each) => one(id, 'duty', each))),
    ...(number % 9 === 4 || number % 150 === 77 ? [] : [one(id, 'deputy', 0)]),
    ...(number % 150 === 77 ? [] : [one(id, 'head', 0)]),
  ])
  return [...ofMissions, ...[0, 1, 2].map((each) => one('ministry', 'ministry-duty', each))]
}

const turns = [
  ['00:00', '08:00'],
  ['08:00', '16:00'],
  ['16:00', '24:00'],
] as const

/** Three shifts a day by the wall clock of each mission; one of fifteen missions plans none, and all its duty officers are called. */
function shiftsOf({ seed, days }: Size, missions: readonly Mission[], staff: readonly Staff[]): PlannedShift[] {
  const day = (ahead: number): string => Temporal.PlainDate.from(monday).add({ days: ahead }).toString()
  const planned = missions.flatMap(({ id }, number) => {
    const officers = staff.filter(({ mission, role }) => mission === id && role === 'duty')
    if (officers.length === 0 || number % 15 === 3) return []
    return Array.from({ length: (days + 1) * turns.length }, (_, turn) => {
      const [date, [from, until]] = [Math.floor(turn / 3), turns[turn % 3] as (typeof turns)[number]]
      const asleep = chance(seed, 'asleep', id, turn) < (turn % 3 === 0 ? 0.08 : 0.02)
      return {
        mission: id,
        officer: (officers[turn % officers.length] as Staff).id,
        from: `${day(date)}T${from}`,
        until: until === '24:00' ? `${day(date + 1)}T00:00` : `${day(date)}T${until}`,
        asleep,
        late: asleep ? within(120, 400, seed, 'late', id, turn) : within(0, 25, seed, 'late', id, turn),
      }
    })
  })
  return planned.map((shift, number) => ({ ...shift, number }))
}

const situations = Situation.options

function reportsOf(size: Size, missions: readonly Mission[]): PlannedReport[] {
  const { seed, days } = size
  const last = days * 1440 - 1
  const found: PlannedReport[] = []
  for (let number = 0; number < size.reportCount; number++) {
    const say = (what: string): number => chance(seed, what, number)
    // One of six comes from a telephone that has sent one before; one telephone sends a hundred within the hour.
    const insistent = number >= 100 && number < 200
    const other = !insistent && number > 0 && say('repeats') < 0.17 ? found[Math.floor(say('which') * number)] : null
    const earlier = other?.phone === 100 ? null : other
    const surge = !insistent && !earlier && say('surge') < 0.03
    const minute = insistent
      ? Math.floor(last / 3) + (number % 60)
      : earlier
        ? Math.min(last, earlier.minute + Math.floor(say('after') ** 3 * 1800))
        : surge
          ? Math.floor(last / 2) + Math.floor(say('minute') * 60)
          : Math.floor(say('minute') * last)
    const near = missions[surge ? 10 : Math.floor(say('mission') * missions.length)] as Mission
    const off = (axis: string): number => (say(axis) - 0.5) * 1.5
    const told = earlier ? 0.2 : say('told')
    found.push({
      number,
      minute,
      // One of ten saw no answer and sends again.
      again: say('again') < 0.1 ? Math.min(last, minute + Math.floor(say('pause') * 90)) : null,
      phone: insistent ? 100 : (earlier?.phone ?? number),
      situation: surge ? 'disaster' : (situations[Math.floor(say('situation') * situations.length)] as Situation),
      silent: say('silent') < 0.04,
      // Most know where they are, some only whose page they had open, some nothing; some are at sea.
      position:
        told < 0.85
          ? { lat: near.position.lat + off('lat'), lon: near.position.lon + off('lon') }
          : told < 0.87
            ? { lat: -50, lon: -130 }
            : null,
      mission: told < 0.97 ? near.id : null,
    })
  }
  return found
}

/** Invents a week from its size and seed. */
export function inventWeek(size: Size): Week {
  const missions = Array.from({ length: size.missionCount }, (_, number) => missionOf(number, size.seed))
  const districts = Districts.parse({
    sendingState: 'UTO',
    asOf: monday,
    hotlines: [],
    domestic: [],
    disputed: {},
    countries: {},
    accredited: [],
  })
  const none = new Int32Array()
  const regions = {
    source: 'none',
    perDegree: 1,
    areas: [],
    xs: none,
    ys: none,
    pieces: none,
    sides: new Uint16Array(),
    bands: [],
  }
  const staff = staffOf(size, missions)
  const cutFrom = Math.floor((size.days * 1440) / 7)
  const week = {
    ...size,
    begins: Temporal.PlainDate.from(monday).toZonedDateTime('UTC').toInstant(),
    directory: openDirectory(missions, districts, regions),
    staff,
    reports: reportsOf(size, missions),
    cutOff: { mission: (missions[10 % missions.length] as Mission).id, from: cutFrom, until: cutFrom + 1440 },
  }
  // Whatever was handed over before it begins is no part of it.
  const shifts = shiftsOf(size, missions, staff).map((shift) => timed(week, shift))
  return { ...week, shifts: shifts.filter(({ handedOver }) => handedOver > 0) }
}

/** Does a gateway take a call to this officer in this minute? The telephone's is down for three hours in the week, each fails now and then. */
export function gatewayTakes(week: Week, { channel, officer, minute }: Ring): boolean {
  const hours = (minute / (week.days * 1440)) * 168
  if (channel !== 'mail' && hours >= 30 && hours < 33) return false
  return channel === 'mail' || chance(week.seed, 'gateway', channel, officer, minute) > 0.08
}

/** A call by one channel, in one minute. */
export interface Ring {
  readonly channel: string
  readonly officer: string
  readonly minute: number
}

/** After how many minutes an officer reads what she was called to; null: she sleeps through it. */
export function readsAfter(
  week: Week,
  { id, role }: Staff,
  { key, minute }: { readonly key: number; readonly minute: number },
): number | null {
  const awake = { duty: 0.85, deputy: 0.75, head: 0.7, 'ministry-duty': 0.98 }[role]
  if (chance(week.seed, 'wakes', id, key, Math.floor(minute / 30)) > awake) return null
  return within(1, role === 'duty' ? 6 : 12, week.seed, 'reads', id, key, minute)
}

/** When a shift begins and is handed over. Who sleeps or is cut off hands over later. */
function timed({ directory, begins, cutOff }: Omit<Week, 'shifts'>, shift: PlannedShift): TimedShift {
  const times = shiftTimes(directory.missions.get(shift.mission)?.timeZone ?? 'UTC', shift.from, shift.until)
  if (!times.ok) throw new Error(`a shift that cannot be: ${shift.from}`)
  const minute = (at: Temporal.Instant): number => at.since(begins).total('minutes')
  const wanted = minute(times.value.endsAt) + shift.late
  const isCut = shift.mission === cutOff.mission && wanted >= cutOff.from && wanted < cutOff.until
  return { ...shift, begins: minute(times.value.startsAt), handedOver: isCut ? cutOff.until + 5 : wanted }
}
