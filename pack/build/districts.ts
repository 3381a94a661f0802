import type { RawDistrict, RawDistricts, RawWhere } from './material.ts'

function where(raw: RawWhere): unknown {
  if ('latLt' in raw) return { southOf: raw.latLt }
  if ('latGte' in raw) return { northFrom: raw.latGte }
  const [lat, lon, km] = raw.withinKm
  return { within: { lat, lon, km } }
}

const district = ({ mission, units, splits, confidence, source, note }: RawDistrict) => ({
  mission,
  areas: units ?? [],
  ...(splits === undefined
    ? {}
    : {
        splits: splits.map((split) => ({
          unit: split.unit,
          where: where(split.where),
          confidence: split.confidence,
          ...(split.note === undefined ? {} : { note: split.note }),
        })),
      }),
  confidence,
  source,
  ...(note === undefined ? {} : { note }),
})

/** The districts file of a pack in our own form: areas, splits, disputes and accreditations as data, each with its source and confidence. */
export function buildDistricts(raw: RawDistricts): unknown {
  return {
    sendingState: 'CN',
    asOf: raw.asOf,
    hotlines: raw.globalHotline.phones.map((phone) => ({
      e164: phone.replaceAll('-', ''),
      shown: phone.replaceAll('-', ' '),
      source: raw.globalHotline.source,
    })),
    domestic: raw.domestic,
    disputed: raw.disputedUnits,
    countries: Object.fromEntries(
      Object.entries(raw.countries).map(([country, { default: fallback, excludedUnits, districts }]) => [
        country,
        {
          default: fallback,
          defaultConfidence: 'medium',
          ...(excludedUnits === undefined ? {} : { excluded: excludedUnits }),
          districts: districts.map(district),
        },
      ]),
    ),
    accredited: raw.nonResident.map(({ country, mission, confidence, basis }) => ({
      country,
      mission,
      confidence,
      source: basis,
    })),
  }
}
