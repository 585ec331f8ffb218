import { describe, expect, it } from 'vitest'
import { clockOf, dateInName } from '../src/clock.ts'
import { formatNamed, readLog, timeZoneNamed } from '../src/index.ts'
import { stampOf } from '../src/formats/stamp.ts'
import { readingIn } from './logs.ts'

const timesIn = (zone: string, file: string, times: ReadonlyArray<string>) => {
  const lines = times.map((time) => `[${time}] <ada> tea`).join('\n')
  const log = readLog({ file, bytes: new TextEncoder().encode(lines) }, readingIn(zone))
  return 'right' in log ? log.right.lines.map(({ at }) => at.slice(0, 16)) : []
}

describe('the times of logs', () => {
  it('IRC-2 reads times of a place, and knows its summer from its winter within one file', () => {
    expect(timesIn('Europe/Berlin', '2011-03-27.log', ['01:59', '03:00', '03:01'])).toEqual([
      '2011-03-27T00:59',
      '2011-03-27T01:00',
      '2011-03-27T01:01',
    ])
    expect(timesIn('America/New_York', '2011-07-01.log', ['12:00'])).toEqual(['2011-07-01T16:00'])
  })

  it('IRC-2 tells the hour that comes twice by what came before', () => {
    const times = ['02:00', '02:59', '02:00', '02:59', '03:00']
    expect(timesIn('Europe/Berlin', '2011-10-30.log', times)).toEqual([
      '2011-10-30T00:00',
      '2011-10-30T00:59',
      '2011-10-30T01:00',
      '2011-10-30T01:59',
      '2011-10-30T02:00',
    ])
  })

  it('IRC-2 takes a time that was skipped as if the clock had run on', () => {
    expect(timesIn('Europe/Berlin', '2011-03-27.log', ['02:30'])).toEqual(['2011-03-27T01:30'])
  })

  it('IRC-2 goes on in the next year where a month without a year falls back', () => {
    const hexchat = formatNamed('hexchat')
    const lines = ['Dec 31 23:59:00 <ada> old', 'Jan 01 00:01:00 <ada> new']
    const file = { file: '2011-12-31.log', bytes: new TextEncoder().encode(lines.join('\n')) }
    expect(readLog(file, { ...readingIn('UTC'), format: hexchat ?? null })).toMatchObject({
      right: { lines: [{ at: '2011-12-31T23:59:00.000Z' }, { at: '2012-01-01T00:01:00.000Z' }] },
    })
  })

  it('IRC-5 reports lines before the first date, and turns a file down that has none', () => {
    const lines = ['23:49 <ada> when?', '--- Day changed Sat Mar 05 2011', '00:01 <ada> now']
    const bytes = new TextEncoder().encode(lines.join('\n'))
    expect(readLog({ file: 'tea.log', bytes }, readingIn('UTC'))).toMatchObject({
      right: { lines: [{ index: 2 }], problems: [{ line: 1, consequence: 'skipped' }] },
    })
  })

  it('IRC-2 takes no date and no time for one that is none', () => {
    expect(stampOf({ year: '2011', month: 'Feb', day: '29' })).toBe(null)
    expect(stampOf({ year: '2012', month: 'Feb', day: '29' })).not.toBe(null)
    expect(stampOf({ hour: '24', minute: '00' })).toBe(null)
    expect(dateInName('tea.2011-02-31.log')).toBe(null)
    expect(dateInName('tea.20110301.log')).toBe(Date.UTC(2011, 2, 1))
    expect(timeZoneNamed('Europe/Nowhere')).toBe(undefined)
  })

  it('IRC-2 goes by the offset that a line says, whatever the place', () => {
    const zone = timeZoneNamed('Europe/Berlin')
    const clock = zone === undefined ? () => null : clockOf(Date.UTC(2011, 2, 4), zone)
    const stamp = { year: 2011, month: 3, day: 5, seconds: 1800, ahead: 120 }
    expect(clock(stamp)).toBe('2011-03-04T22:30:00.000Z')
  })
})
