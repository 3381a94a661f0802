import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { addWorkingDays } from '@consular/domain/application'
import { describe, expect, it } from 'vitest'
import { competentFor, loadPack, locateCommand, offlineDirectory, workingCalendar } from './index.ts'

const uto = await loadPack('uto')
const cn = await loadPack('cn')

async function run(args: string[], input = '') {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const [out, err] = [text(stdout), text(stderr)]
  const code = await locateCommand(args, { stdin: Readable.from([input]), stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await out, err: await err }
}

describe('consular locate', () => {
  it('answers one position, for people and for programs', async () => {
    const plain = await run(['--lat', '41.9', '--lon', '12.5'])
    expect(plain).toMatchObject({ code: 0, err: '' })
    expect(plain.out).toContain('cn-it-embassy')
    const json = await run(['--lat', '-33.87', '--lon', '151.2', '--json'])
    expect(JSON.parse(json.out)).toEqual({
      nearest: { mission: 'cn-au-sydney-cg', km: expect.any(Number) as number },
      competent: 'cn-au-sydney-cg',
      candidates: [],
      rule: 'unit:AU-NSW',
    })
    const other = await run(['--lat', '44.4949', '--lon', '11.3426', '--json', '--pack', 'uto'])
    expect(JSON.parse(other.out)).toEqual({
      nearest: { mission: 'uto-it-florence-cg', km: 80.4 },
      competent: 'uto-it-milan-cg',
      candidates: [],
      rule: 'parent:IT-45',
    })
  })

  it('answers a batch line by line, a broken line in its place', async () => {
    const lines = [
      '{"id":"a","lat":44.9521,"lon":34.1024}',
      'nonsense',
      '{"id":"b","lat":"x","lon":1}',
      '',
      '{"id":3,"lat":95,"lon":1}',
      '{"id":"z","lat":0,"lon":-30}',
    ]
    const expected = [
      { id: 'a', competent: null, candidates: ['cn-ua-embassy', 'cn-ru-embassy'], rule: 'disputed:UA-43' },
      { error: { code: 'request.invalid' } },
      { id: 'b', error: { code: 'request.invalid', data: { where: 'lat' } } },
      { id: 3, error: { code: 'mission.position-out-of-range' } },
      { id: 'z', competent: null, candidates: [], rule: 'unassigned-area' },
    ]
    const file = join(mkdtempSync(join(tmpdir(), 'locate-')), 'cases.jsonl')
    writeFileSync(file, lines.join('\n'))
    for (const found of [await run(['--batch', '-'], lines.join('\n')), await run(['--batch', file])]) {
      expect(found.code).toBe(0)
      expect(
        found.out
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown),
      ).toMatchObject(expected)
    }
  })

  it('says how it is used when it is used wrongly', async () => {
    for (const args of [
      [],
      ['--lat', '1'],
      ['--lat', '91', '--lon', '0'],
      ['--lat', 'x', '--lon', '0'],
      ['--lat', '', '--lon', '0'],
      ['--what'],
      ['--lat', '1', '--lon', '1', '--pack', '../x'],
      ['--lat', '1', '--lon', '1', '--batch', '-'],
    ]) {
      const found = await run(args)
      expect(found.code, args.join(' ')).toBe(2)
      expect(found.err).toContain('consular locate --lat')
      expect(found.out).toBe('')
    }
    expect(await run(['--batch', '/no/such/file'])).toMatchObject({ code: 1 })
  })
})

describe('the working calendar', () => {
  it('of Milan knows 7 December of its patron and 8 December of Italy: accepted on 24 November, promised for 17 December', () => {
    const { zone, isWorkingDay } = workingCalendar(uto, 'uto-it-milan-cg')
    expect(zone).toBe('Europe/Rome')
    const accepted = Temporal.PlainDate.from('2026-11-24')
    expect(addWorkingDays(accepted, 15, isWorkingDay).toString()).toBe('2026-12-17')
    expect(addWorkingDays(accepted, 15, workingCalendar(uto, 'uto-it-embassy').isWorkingDay).toString()).toBe(
      '2026-12-16',
    )
    expect(addWorkingDays(accepted, 15, workingCalendar(uto, 'uto-nowhere').isWorkingDay).toString()).toBe('2026-12-15')
  })

  it('joins the holidays of the sending state, and does not count its worked weekends abroad', () => {
    const { isWorkingDay } = workingCalendar(cn, 'cn-it-embassy')
    const works = (day: string) => isWorkingDay(Temporal.PlainDate.from(day))
    expect(works('2026-02-17')).toBe(false)
    expect(works('2026-10-01')).toBe(false)
    expect(works('2026-10-08')).toBe(true)
    expect(works('2026-10-10')).toBe(false)
  })

  it('has the weekend of the host', () => {
    const { isWorkingDay } = workingCalendar(cn, 'cn-sa-embassy')
    expect(isWorkingDay(Temporal.PlainDate.from('2026-11-27'))).toBe(false)
    expect(isWorkingDay(Temporal.PlainDate.from('2026-11-29'))).toBe(true)
  })
})

describe('the mission competent for an address', () => {
  const at = (country: string, city: string, region = '') => competentFor(uto, { country, region, city })

  it('is found by the city, in Chinese too, and by the region where the city is unknown', () => {
    expect(at('IT', 'Bologna')).toBe('uto-it-milan-cg')
    expect(at('IT', '博洛尼亚')).toBe('uto-it-milan-cg')
    expect(at('IT', 'Borgo Nessuno', 'Firenze')).toBe('uto-it-florence-cg')
  })

  it('needs no city where a country is not divided', () => {
    expect(at('TH', 'Nowhere')).toBe('uto-th-embassy')
  })

  it('is left to an officer when the address does not tell', () => {
    expect(at('IT', 'Borgo Nessuno')).toBeNull()
    expect(at('XX', 'Bologna')).toBeNull()
    expect(competentFor(cn, { country: 'US', region: '', city: 'Florence' })).toBeNull()
    expect(competentFor(cn, { country: 'CN', region: '', city: 'Shanghai' })).toBeNull()
  })
})

describe('the offline directory', () => {
  it('holds what the phone needs to answer without a line', async () => {
    const files = await offlineDirectory(uto, Temporal.Instant.from('2026-11-23T08:00:00Z'))
    for (const name of ['missions.json', 'districts.json', 'regions.bin', 'cities.tsv', 'emergency-numbers.json'])
      expect(files.has(`/pack/${name}`), name).toBe(true)
    const holidays = JSON.parse(new TextDecoder().decode(files.get('/pack/holidays.json')?.bytes)) as Record<
      string,
      [string, string, string][]
    >
    expect(holidays['uto-it-milan-cg']).toContainEqual([
      '2026-12-07',
      '圣安波罗修日（米兰主保日）',
      'Saint Ambrose (patron of Milan)',
    ])
    expect(holidays['uto-it-milan-cg']).toContainEqual(['2026-12-08', '圣母无染原罪日', 'Immaculate Conception'])
    expect(holidays['uto-it-milan-cg']?.every(([date]) => date >= '2026-11-23' && date <= '2027-11-23')).toBe(true)
  })
})
