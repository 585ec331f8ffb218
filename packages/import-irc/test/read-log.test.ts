import { certain, CommandId, TenantId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { readLog } from '../src/index.ts'
import { ubuntu } from '../src/formats/ubuntu.ts'
import { planLog } from '../src/plan.ts'
import { asTheyLook, broken, teaHouse } from './logs.ts'

const tenantId = certain(TenantId, 'default')

const read = (file: Parameters<typeof readLog>[0]) => {
  const log = readLog(file, asTheyLook)
  if (E.isLeft(log)) throw new Error(log.left.what)
  return log.right
}

describe('reading a log', () => {
  it('IRC-1 reads what was said, done, and who came, went and changed name', () => {
    const kinds = read(teaHouse).lines.map(({ line }) => `${line.kind} ${'nick' in line ? line.nick : ''}`)
    expect(kinds).toEqual([
      'joined ada',
      'message ada',
      'message bo',
      'action bo',
      'action bo',
      'joined cy',
      'message cy',
      'renamed bo',
      'message ada',
      'message bo_away',
      'left cy',
    ])
  })

  it('IRC-2 gives each line a time: of the day before or after midnight, or that of the line before', () => {
    const times = read(teaHouse).lines.map(({ at }) => at)
    expect(times.slice(3, 8)).toEqual([
      '2011-03-04T23:59:00.000Z',
      '2011-03-04T23:59:00.000Z',
      '2011-03-04T23:59:00.000Z',
      '2011-03-05T00:01:00.000Z',
      '2011-03-05T00:01:00.000Z',
    ])
  })

  it('IRC-3 reports odd lines of log and annotation by file and line', () => {
    expect(read(teaHouse).problems.map(({ file, line, what }) => [file, line, what])).toEqual([
      ['2011-03-04.tea.raw.txt', 12, expect.any(String)],
      ['2011-03-04.tea.raw.txt', 13, expect.any(String)],
      ['2011-03-04.tea.annotation.txt', 5, expect.any(String)],
    ])
  })

  it('IRC-4 reads a line that is no UTF-8 as Latin-1, and says so', () => {
    const log = read(broken)
    expect(log.lines.map(({ line }) => 'text' in line && line.text)).toEqual(['café', 'nu\ufffdl'])
    expect(log.problems.map(({ line, consequence }) => [line, consequence])).toEqual([
      [1, 'mended'],
      [2, 'mended'],
    ])
  })

  it('IRC-5 turns down a file whose name says no date', () => {
    expect(E.isLeft(readLog({ ...teaHouse, file: 'tea.raw.txt' }, asTheyLook))).toBe(true)
  })

  it('IRC-5 turns down a file whose name no channel or command can bear', () => {
    for (const name of ['x'.repeat(150), 'two\nlines', '😀'.repeat(60)])
      expect(readLog({ ...teaHouse, file: `2011-03-04-${name}.log` }, asTheyLook)).toMatchObject({
        left: { consequence: 'skipped' },
      })
    const steps = [...planLog(read({ ...teaHouse, file: `2011-03-04-${'x'.repeat(80)}.log` }), tenantId)]
    expect(steps.every(({ command }) => CommandId.is(command.commandId))).toBe(true)
  })

  it('IRC-1 takes a nick with what formatting codes left of it', () => {
    const lines = [
      '[07:15] <[ada] > hello',
      '=== [ada]  [~ada@tea.example]  has joined #tea',
      '=== a da [x@y] has left #Tea []',
      '=== [a] da [n=[a] da@tea.example]  has joined #tea',
      '=== ada is now known as [a] da',
    ]
    const nicks = lines
      .map((line) => ubuntu.read(line))
      .map((found) => (E.isRight(found) ? found.right.line : null))
      .map((line) => line !== null && 'nick' in line && `${line.kind} ${line.nick}`)
    expect(nicks).toEqual(['message [ada]', 'joined [ada]', 'left a da', 'joined [a] da', 'renamed ada'])
  })
})
