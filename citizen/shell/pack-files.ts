/** The files of the ministry's pack that the phone keeps, as the server offers them. */
export const packFiles = {
  missions: '/pack/missions.json',
  districts: '/pack/districts.json',
  regions: '/pack/regions.bin',
  holidays: '/pack/holidays.json',
  emergencyNumbers: '/pack/emergency-numbers.json',
  cities: '/pack/cities.tsv',
  services: '/pack/services.json',
  info: '/pack/pack.json',
} as const
