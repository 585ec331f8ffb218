import { channelStreams, type DomainEvent } from '@parley/domain'
import { column, operations, quoted, readModelOf, table } from '@parley/projection'
import { audit, followGenerations, groupOfSchema, ownGeneration } from '@parley/projector'
import { core, type Group, streamPlaces } from '@parley/read-models'
import * as t from 'io-ts'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { append, chatter, elsewhere, type Engine, engine, otherChannel, schema } from './harness.ts'

let here: Engine
beforeEach(async () => {
  here = await engine()
})
afterEach(() => here.close())

const [channels] = core.readModels
const counts = table({
  name: 'counts',
  columns: { channel_id: column('uuid', t.string), messages: column('bigint', t.number) },
  key: ['channel_id'],
  counters: ['messages'],
})
const { put, add } = operations(counts)

/** A group that counts messages, and can't do so with one of them. */
const counting = (fails: (event: DomainEvent) => boolean): Group => ({
  name: 'counting',
  without: 'nothing is counted',
  readModels: [
    ...(channels === undefined ? [] : [channels]),
    readModelOf(channelStreams, {
      table: counts,
      version: 1,
      project: ({ event }) => {
        if (fails(event)) throw new RangeError(`no number for ${JSON.stringify(event)}`)
        if (event.type === 'ChannelCreated') return [put({ channel_id: event.channelId, messages: 0 })]
        return event.type === 'MessageSent' ? [add({ channel_id: event.channelId }, { messages: 1 })] : []
      },
    }),
  ],
  streamPlaces: streamPlaces.filter(({ kind }) => kind.kind === 'channel'),
})

test('PRJ-100: a group has a schema of its own, which tells its name, and a checkpoint of its own', async () => {
  const generation = ownGeneration(
    'parley',
    counting(() => false),
  )
  expect(generation.schema).toMatch(/^parley_counting_[0-9a-f]{12}$/)
  expect(groupOfSchema(`${generation.schema}_2`)).toBe('counting')
  expect([schema, 'parley_eventstoredb_0123456789ab', 'parley_g1'].map(groupOfSchema)).toEqual([
    'core',
    'core',
    'core',
  ])
  const lines: Array<string> = []
  const say = { warn: (line: string) => lines.push(line) }
  const projectors = [here.start(say), here.start({ ...say, generation })]
  const events = chatter(20)
  const end = await append(here.store, events)
  await expect.poll(() => projectors.map((each) => each.progress().position)).toEqual([end, end])
  await projectors[1]?.stop()
  const later = await append(here.store, elsewhere(events))
  await expect.poll(() => projectors[0]?.progress().position).toBe(later)
  // Neither tells of the other as of something that was left behind.
  expect(lines).toEqual([])
  const { rows } = await here.pool.query(`select messages from ${quoted(generation.schema)}.counts`)
  expect(rows).toEqual([{ messages: 20 }])
  here.start({ generation })
  await expect.poll(() => audit(here.store, here.pool, generation.schema, generation.group)).toEqual([])
})

test('PRJ-101: an event that a group can not project gives up its stream in that group alone, and is told without its words', async () => {
  const failing = (event: DomainEvent) =>
    event.type === 'MessageSent' && event.channelId !== otherChannel && event.segment === 3
  const generation = ownGeneration('parley', counting(failing))
  const lines: Array<string> = []
  const own = here.start()
  const counted = here.start({ generation, warn: (line) => lines.push(line) })
  const events = chatter(6)
  const end = await append(here.store, [...events, ...elsewhere(events)])
  await expect.poll(() => [own, counted].map((each) => each.progress().position)).toEqual([end, end])
  expect([own, counted].map((each) => each.progress().parked)).toEqual([0, 1])
  const { rows } = await here.pool.query(
    `select messages from ${quoted(generation.schema)}.counts order by messages`,
  )
  expect(rows).toEqual([{ messages: 2 }, { messages: 6 }])
  expect(lines).toEqual([
    expect.stringMatching(
      /^Nothing of channel-\S+ is projected for counting from MessageSent at revision 6, position 7 on: NotProjected: the projection of counts fails, by RangeError\. .*people talk there as before/,
    ),
  ])
  expect(lines[0]).not.toContain('message 3')
  expect(await audit(here.store, here.pool, schema)).toEqual([])
})

test('PRJ-102: a group that stops for good stops alone', async () => {
  const generation = ownGeneration(
    'parley',
    counting(() => false),
  )
  await here.pool.query(`create schema ${quoted(generation.schema)}`)
  await here.pool.query(`create table ${quoted(generation.schema)}.somebody_elses (id int)`)
  const failures: Array<string> = []
  const { connectionString } = here.database
  const own = followGenerations({ store: here.store, connectionString, lookEvery: 20 })
  const other = followGenerations({
    store: here.store,
    connectionString,
    generation,
    lookEvery: 20,
    failed: ({ _tag }) => failures.push(_tag),
  })
  onTestFinished(async () => void (await Promise.all([own.stop(), other.stop()])))
  await other.ended
  const end = await append(here.store, chatter(5))
  await expect.poll(() => own.progress().position).toBe(end)
  expect(failures).toEqual(['OtherGeneration'])
})
