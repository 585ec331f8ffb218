import type { Position } from '@parley/domain'
import { expect, test } from 'vitest'
import { conditions as conditionsOn } from '../src/conditions/conditions.ts'
import type { DatabaseSeen, LogSeen } from '../src/conditions/look.ts'
import { liveConditions } from '../src/conditions/live-trouble.ts'
import { watchGroups } from '../src/conditions/watch-groups.ts'
import { watchStores } from '../src/conditions/watch.ts'
import { fakeClock } from '@parley/runtime/testing'

const told = () => {
  const lines: Array<string> = []
  const quiet = (): void => {}
  const tell = (line: unknown): void => void lines.push(String(line))
  const clock = fakeClock()
  return {
    lines,
    clock,
    conditions: conditionsOn(clock, { debug: quiet, info: quiet, warn: tell, error: tell }),
  }
}

const reason = { cause: 'the disk of the database is full', todo: 'Make room on it.' }

test('ENGINE-26: what is wrong counts at once, and is told once when it has lasted, and once when it is over', () => {
  const { lines, clock, conditions } = told()
  conditions.report('projector', reason)
  expect(conditions.state()).toMatchObject({ live: true, ready: false, wrong: [{ name: 'projector' }] })
  expect(lines).toEqual([])
  for (let n = 0; n < 10; n += 1) {
    clock.advance(1_000)
    conditions.report('projector', reason)
  }
  expect(lines).toEqual([
    'The projector can not go on: people who are there talk on, and what others load is old or not there. ' +
      'It tries again. ' +
      'The cause: the disk of the database is full. Make room on it.',
  ])
  conditions.over('projector')
  expect(lines.slice(1)).toEqual(['The projector goes on. It lasted 10 s.'])
  expect(conditions.state()).toEqual({ live: true, ready: true, wrong: [] })
})

test('ENGINE-26: what passes in a moment is not told, and what comes and goes is told ever more slowly', () => {
  const { lines, clock, conditions } = told()
  conditions.report('log', reason)
  clock.advance(2_000)
  conditions.over('log')
  clock.advance(60_000)
  expect(lines).toEqual([])
  for (let n = 0; n < 100; n += 1) {
    conditions.report('log', reason)
    clock.advance(5_000)
    conditions.over('log')
  }
  expect(lines).toHaveLength(2)
})

test('ENGINE-26: what lasts is told again, with how often it was seen', () => {
  const { lines, clock, conditions } = told()
  for (let n = 0; n < 1_000; n += 1) {
    conditions.report('database', reason)
    clock.advance(1_000)
  }
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatch(/Still so after 15 min, seen 9\d\d times\./)
})

test('ENGINE-26: what follows from something else is told of only where it outlasts that', () => {
  const { lines, clock, conditions } = told()
  for (const name of ['projector', 'log-not-followed', 'read-models', 'log', 'database'] as const)
    conditions.report(name, reason)
  clock.advance(30_000)
  expect(lines).toEqual([expect.stringMatching(/^The database /)])
  conditions.over('database')
  conditions.over('log-not-followed')
  conditions.over('read-models')
  conditions.over('log')
  clock.advance(30_000)
  expect(lines.slice(2)).toEqual([expect.stringMatching(/^The projector /)])
})

test('ENGINE-26: what nobody sees the end of is over where it was not seen again', () => {
  const { clock, conditions } = told()
  conditions.report('log-not-written', reason, 15_000)
  clock.advance(10_000)
  conditions.report('log-not-written', reason, 15_000)
  clock.advance(14_000)
  expect(conditions.state().ready).toBe(false)
  clock.advance(1_001)
  expect(conditions.state().ready).toBe(true)
})

test('ENGINE-26: a projector that stopped for good is told at once, and the process is not live', () => {
  const { lines, clock, conditions } = told()
  conditions.report('projector-stopped', reason)
  clock.advance(0)
  expect(lines).toHaveLength(1)
  expect(conditions.state()).toMatchObject({ live: false, ready: false })
})

test('ENGINE-29: a log that was set back is told at once, with what to do, and what follows from it is not', () => {
  const { lines, clock, conditions } = told()
  const { troubled, setBack } = liveConditions(conditions)
  troubled({ cause: 'its connection was lost' })
  setBack('the log ends at 3, before position 5')
  conditions.report('projector-stopped', reason)
  conditions.report('read-models-of-another-log', reason)
  clock.advance(10_000)
  expect(lines).toEqual([
    expect.stringMatching(/^The log has not what it had.* The log ends at 3.* start Parley again/i),
  ])
  expect(conditions.state()).toMatchObject({ live: false, ready: false })
})

test('ENGINE-30: what a newer version wrote is told once, however many channels hold it, and the process stays ready', () => {
  const { lines, clock, conditions } = told()
  const { gaveUp } = liveConditions(conditions)
  for (let streams = 1; streams <= 500; streams += 1)
    gaveUp({ streams, newer: streams, cause: `MessageTranslated at revision 3 of channel-acme.${streams}` })
  clock.advance(10_000)
  gaveUp({ streams: 501, newer: 501, cause: 'MessageTranslated at revision 8 of channel-acme.501' })
  clock.advance(10_000)
  expect(lines).toEqual([
    'There are channels or inboxes with events that this version can not read: nothing more of them is told here, ' +
      'and commands there are refused. The cause: 500 of them so far, the latest for MessageTranslated at revision 3 of ' +
      'channel-acme.500. A newer version of Parley wrote there: start that version here, in place of this one.',
  ])
  expect(conditions.state()).toMatchObject({ live: true, ready: true, wrong: [{ name: 'streams-given-up' }] })
  conditions.report('database', reason)
  expect(conditions.state().ready).toBe(false)
})

test('ENGINE-30: what no version writes so is told as such', () => {
  const { lines, clock, conditions } = told()
  liveConditions(conditions).gaveUp({ streams: 10_000, newer: 0, cause: 'ReadMarked at revision 0' })
  clock.advance(10_000)
  expect(lines).toEqual([expect.stringMatching(/10000 or more of them so far.*not as Parley writes it/)])
})

test('ENGINE-31: channels that the log does not let be read are told of once, and that it lets them', () => {
  const { lines, clock, conditions } = told()
  const { notRead } = liveConditions(conditions)
  for (let streams = 1; streams <= 500; streams += 1)
    notRead({ streams, cause: `channel-acme.${streams}: AccessDenied: not you`, todo: 'Give the right to.' })
  clock.advance(10_000)
  expect(lines).toEqual([
    expect.stringMatching(
      / The cause: 500 of them, the latest channel-acme.500: AccessDenied: not you. Give the right to.$/,
    ),
  ])
  expect(conditions.state()).toMatchObject({ ready: true, wrong: [{ name: 'streams-not-read' }] })
  notRead(undefined)
  expect(lines.slice(1)).toEqual(['The log lets all channels be read again. It lasted 10 s.'])
})

test('ENGINE-26: a clock that is set changes nothing about how long something lasted', () => {
  const { lines, clock, conditions } = told()
  conditions.report('log', reason)
  clock.set(-3_600_000)
  clock.advance(4_000)
  clock.set(7_200_000)
  conditions.over('log')
  expect(lines[1]).toMatch(/It lasted 4 s\.$/)
})

const position = (n: number): Position => n as Position

/** A watch over stores that answer what they are told to. */
const watching = () => {
  const seen = told()
  const stores: { database: () => Promise<DatabaseSeen>; log: () => Promise<LogSeen> } = {
    database: () => Promise.resolve({ _tag: 'at', checkpoint: position(5), now: 0 }),
    log: () => Promise.resolve({ _tag: 'nothing-new' }),
  }
  watchStores({ ...seen, database: () => stores.database(), log: () => stores.log() })
  const pass = async (milliseconds: number): Promise<void> => {
    for (let n = 0; n < milliseconds; n += 1_000) {
      seen.clock.advance(1_000)
      await new Promise((turn) => setImmediate(turn))
    }
  }
  const names = () => seen.conditions.state().wrong.map(({ name }) => name)
  return { ...seen, stores, pass, names }
}

test('ENGINE-27: it is ready once the stores have answered, and not before', async () => {
  const { names, pass } = watching()
  expect(names()).toEqual(['starting'])
  await pass(1_000)
  expect(names()).toEqual([])
})

test('ENGINE-27: read models that stand still while the log goes on are behind, whatever the clocks say', async () => {
  const { stores, pass, names, clock } = watching()
  stores.log = () => Promise.resolve({ _tag: 'new', position: position(6), at: 0 })
  await pass(10_000)
  expect(names()).toEqual([])
  clock.set(-3_600_000)
  await pass(4_000)
  expect(names()).toEqual(['read-models-behind'])
  stores.database = () => Promise.resolve({ _tag: 'at', checkpoint: position(6), now: 0 })
  stores.log = () => Promise.resolve({ _tag: 'nothing-new' })
  await pass(3_000)
  expect(names()).toEqual([])
})

test('ENGINE-27: read models that move, and are far behind, are behind; those that move along are not', async () => {
  const { stores, pass, names } = watching()
  let at = 5
  stores.database = () => Promise.resolve({ _tag: 'at', checkpoint: position((at += 1)), now: 120_000 })
  stores.log = () => Promise.resolve({ _tag: 'new', position: position(at + 1), at: 119_000 })
  await pass(60_000)
  expect(names()).toEqual([])
  stores.log = () => Promise.resolve({ _tag: 'new', position: position(at + 1), at: 50_000 })
  await pass(3_000)
  expect(names()).toEqual(['read-models-behind'])
})

test('ENGINE-27: read models that have nothing yet of what a log holds are behind, and not of what it takes just then', async () => {
  const { stores, pass, names } = watching()
  stores.database = () => Promise.resolve({ _tag: 'at', checkpoint: position(0), now: 10_000 })
  stores.log = () => Promise.resolve({ _tag: 'new', position: position(1), at: 9_900 })
  await pass(3_000)
  expect(names()).toEqual([])
  stores.log = () => Promise.resolve({ _tag: 'new', position: position(1), at: 7_000 })
  await pass(3_000)
  expect(names()).toEqual(['read-models-behind'])
})

test('PRJ-104: a group that is far behind, or not there, is told of, keeps nobody from serving, and is over once it is not', async () => {
  const { conditions, clock, lines } = told()
  let database: DatabaseSeen = { _tag: 'at', checkpoint: position(5), now: 120_000 }
  let log: LogSeen = { _tag: 'new', position: position(6), at: 119_000 }
  watchGroups({
    conditions,
    clock,
    groups: [{ name: 'search', database: () => Promise.resolve(database) }],
    log: () => Promise.resolve(log),
  })
  const pass = async (milliseconds: number): Promise<ReadonlyArray<string>> => {
    for (let n = 0; n < milliseconds; n += 1_000) {
      clock.advance(1_000)
      await new Promise((turn) => setImmediate(turn))
    }
    return conditions.state().wrong.map(({ name }) => name)
  }
  expect(await pass(20_000)).toEqual([])
  log = { _tag: 'new', position: position(6), at: 30_000 }
  expect(await pass(20_000)).toEqual(['group-search-behind'])
  expect(conditions.state()).toMatchObject({ live: true, ready: true })
  expect(lines).toEqual([
    expect.stringMatching(/^The read models of search are far behind.*all else goes on.*90 s ago/),
  ])
  log = { _tag: 'nothing-new' }
  expect(await pass(6_000)).toEqual([])
  database = { _tag: 'absent', reason }
  expect(await pass(20_000)).toEqual([])
  expect(await pass(20_000)).toEqual(['group-search-behind'])
})

test('ENGINE-27: a database or a log that gives no answer is wrong after five seconds', async () => {
  const { stores, pass, names } = watching()
  let answer: (seen: DatabaseSeen) => void = () => {}
  stores.database = () => new Promise((resolve) => (answer = resolve))
  await pass(8_000)
  expect(names()).toEqual(['database'])
  answer({ _tag: 'at', checkpoint: position(5), now: 0 })
  stores.log = () => new Promise(() => {})
  await pass(8_000)
  expect(names()).toEqual(['log'])
})

test('ENGINE-27: a log that is another than that of the read models is wrong', async () => {
  const { stores, pass, names } = watching()
  stores.log = () => Promise.resolve({ _tag: 'another', reason: { cause: 'it ends at 3' } })
  await pass(3_000)
  expect(names()).toEqual(['read-models-of-another-log'])
})
