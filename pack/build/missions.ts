import type { RawMission } from './material.ts'

const positionQuality: Readonly<Record<string, string>> = {
  'wikidata-point': 'point',
  'site-approx': 'site',
  'city-approx': 'city',
  'capital-centroid': 'capital',
}

const status: Readonly<Record<string, string>> = {
  active: 'active',
  relocated: 'relocated',
  disrupted: 'disrupted',
  'suspended-or-relocated': 'suspended',
}

const positionSource: Readonly<Record<string, string>> = {
  wikidata: 'wikidata',
  'natural-earth-10m-populated-places': 'natural-earth',
  'manual approximation': 'own',
}

const sources = {
  directory: {
    title:
      'Ministry of Foreign Affairs of the PRC, public directory of missions abroad (facts; transcribed once by hand, to be confirmed by the ministry)',
    url: 'https://www.fmprc.gov.cn/web/zwjg_674741/zwsg_674743/',
    asOf: '2026-09-25',
    licence: 'Facts of an official document (PRC Copyright Law, Article 5)',
  },
  wikidata: { title: 'Wikidata', url: 'https://www.wikidata.org/', asOf: '2022-11-16', licence: 'CC0 1.0' },
  'natural-earth': {
    title: 'Natural Earth 1:10m populated places',
    url: 'https://www.naturalearthdata.com/',
    asOf: '2026-11-23',
    licence: 'Public domain',
  },
  own: { title: 'Own compilation from mission pages and notices', asOf: '2026-11-23', licence: 'CC0 1.0' },
}

/** Capitals that the list of cities spells otherwise or without a Chinese name. */
const capitals: Readonly<Record<string, string>> = {
  "AG:St. John's": '圣约翰',
  'CH:Geneva': '日内瓦',
  'CA:Montreal': '蒙特利尔',
  'DO:Santo Domingo': '圣多明各',
  'FM:Palikir': '帕利基尔',
  "GD:St. George's": '圣乔治',
  'GM:Bijilo': '比吉洛',
  'KI:Tarawa': '塔拉瓦',
  'MD:Chișinău': '基希讷乌',
  'MN:Ulaanbaatar': '乌兰巴托',
  'MU:Rose Hill': '罗斯希尔',
  'MV:Malé': '马累',
  'PA:Panama City': '巴拿马城',
  'SS:Juba': '朱巴',
  'TO:Nukuʻalofa': '努库阿洛法',
  'US:Washington, D.C.': '华盛顿',
  'US:New York': '纽约',
  'VU:Port Vila': '维拉港',
  "YE:Sana'a": '萨那',
}

/** The Chinese name of the city of a post, from the post's own Chinese name; an embassy is named after its country, so there the caller's answer is used. */
const cityZh = (mission: RawMission, lookUp: (city: string, country: string) => string | undefined): string =>
  (mission.kind === 'embassy' || mission.kind === 'permanent-mission'
    ? undefined
    : /^中国驻(.+?)(?:总领事馆|领事馆|办事处|领事办公室)/.exec(mission.name.zh ?? '')?.[1]) ??
  capitals[`${mission.hostCountry}:${mission.city}`] ??
  lookUp(mission.city, mission.seatCountry ?? mission.hostTerritory ?? mission.hostCountry) ??
  mission.city

/** The missions file of a pack: the directory's facts in our own form. */
export function buildMissions(
  raw: readonly RawMission[],
  lookUp: (city: string, country: string) => string | undefined,
): unknown {
  const missions = raw.map((mission) => ({
    id: mission.id,
    kind: mission.kind,
    name: { zh: mission.name.zh ?? mission.name.en, en: mission.name.en },
    city: { zh: cityZh(mission, lookUp), en: mission.city },
    host: {
      country: mission.hostCountry,
      ...(mission.hostTerritory === undefined ? {} : { territory: mission.hostTerritory }),
      ...(mission.seatCountry === undefined ? {} : { seat: mission.seatCountry }),
    },
    address: mission.address,
    position: { lat: mission.lat, lon: mission.lon },
    positionQuality: positionQuality[mission.coordQuality],
    phones: mission.phone,
    dutyPhones: mission.consularProtectionPhone,
    email: mission.email,
    website: mission.website,
    timeZone: mission.timeZone,
    openingHours: null,
    status: status[mission.status],
    servesPublic: mission.servesPublic,
    confidence: mission.confidence,
    source: {
      contacts: mission.source.contacts === undefined ? null : 'directory',
      position: positionSource[mission.source.coord?.dataset ?? ''] ?? 'own',
      ...(mission.source.id === null ? {} : { item: mission.source.id }),
    },
    asOf: mission.source.contacts?.asOf ?? '2026-11-23',
  }))
  return { sendingState: 'CN', sources, missions }
}

/** The missions of all sending states as rows `[id, sending state, host, kind, city, lat, lon]`, in the order of their ids. Rows without a position are left out. */
export function buildWorldMissions(raw: readonly RawMission[]): unknown {
  const rows = raw
    .filter(({ lat, lon }) => lat !== undefined && lon !== undefined)
    .map(({ id, sendingState, hostCountry, kind, honorary, city, lat, lon }) => [
      id,
      sendingState,
      hostCountry,
      honorary === true ? 'honorary-consulate' : kind,
      city,
      lat,
      lon,
    ])
  return {
    source: 'Wikidata, exported 2022-11-16 (rows of CN: the cn pack)',
    licence: 'CC0 1.0',
    asOf: '2022-11-16',
    total: raw.length,
    columns: ['id', 'sendingState', 'host', 'kind', 'city', 'lat', 'lon'],
    rows,
  }
}
