export { areaAt, type Placed, snapKm } from './area-at.ts'
export { Holiday, isWorkingDay, PublicCalendar, plainCalendar, type WorkCalendar } from './calendar.ts'
export { type City, cityKey, findCity, readCities } from './city.ts'
export { type Directory, type Near, nearest, openDirectory } from './directory.ts'
export { type Confidence, District, Districts } from './districts.ts'
export { type Call, type Guidance, guide } from './help.ts'
export { competentInCountry, type Located, locate, type Rule } from './locate.ts'
export {
  callable,
  type Dial,
  Mission,
  MissionFile,
  MissionKind,
  Name,
  OpeningHours,
  Phone,
  receivesVisitors,
} from './mission.ts'
export { type OpenState, openState } from './opening.ts'
export { EmergencyNumbers, PackInfo } from './pack.ts'
export { distanceKm, Position, positionOf } from './position.ts'
export { type MissionRefusal, missionRefusals } from './refusals.ts'
export { type Area, type Regions, readRegions } from './regions.ts'
export { mayServe } from './serve.ts'
