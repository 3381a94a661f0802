import { readCities } from '@consular/domain/mission'
import { expect, test } from 'vitest'
import { readArea } from './read-area.ts'

const cities = readCities('Izmir\t伊兹密尔\tSmyrna\tTR\t38.41273\t27.13838\n')
const empty = { centre: '', km: '', countries: '', corners: '', unplaced: false }

test('a centre is a position or a city of the list, with its radius', () => {
  expect(readArea({ ...empty, centre: '38.4230, 27.1430', km: '30' }, cities)).toEqual({
    ok: true,
    area: { circles: [{ lat: 38.423, lon: 27.143, km: 30 }], polygons: [], countries: [], unplaced: [] },
  })
  expect(readArea({ ...empty, centre: '伊兹密尔', km: '12.5', unplaced: true }, cities)).toEqual({
    ok: true,
    area: { circles: [{ lat: 38.41273, lon: 27.13838, km: 12.5 }], polygons: [], countries: [], unplaced: ['TR'] },
  })
})

test('countries and corners may stand beside it', () => {
  expect(readArea({ ...empty, countries: 'tr, gr', corners: '38,27\n39, 27\n39 28\n' }, cities)).toEqual({
    ok: true,
    area: {
      circles: [],
      polygons: [
        [
          { lat: 38, lon: 27 },
          { lat: 39, lon: 27 },
          { lat: 39, lon: 28 },
        ],
      ],
      countries: ['TR', 'GR'],
      unplaced: [],
    },
  })
})

test('what cannot be understood is named, field by field', () => {
  expect(
    readArea({ ...empty, centre: 'Atlantis', km: '-1', countries: 'Turkey', corners: '38,27\n91,27\n39,28' }, cities),
  ).toEqual({
    ok: false,
    wrong: ['centre', 'km', 'countries', 'corners'],
  })
  expect(readArea({ ...empty, corners: '38,27\n39,27' }, cities)).toEqual({ ok: false, wrong: ['corners'] })
})
