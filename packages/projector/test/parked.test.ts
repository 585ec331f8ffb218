import { randomUUID } from 'node:crypto'
import { channelStream, inboxStream, mainFeed } from '@parley/domain'
import type { DomainEvent } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import type { JsonObject, RecordedEvent } from '@parley/event-store'
import { toNewEvent } from '@parley/event-store'
import { audit, type Projector, type ProjectorOptions } from '@parley/projector'
import { dropReadModels } from '@parley/projection'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { append, chatter, elsewhere, type Engine, engine, otherChannel, schema, without } from './harness.ts'

let here: Engine
beforeEach(async () => {
  here = await engine()
})
afterEach(() => here.close())

const { acme, ada, adasChannel } = sample
const channel = channelStream(acme, adasChannel)

const foreign = async (stream: string, type: string, data: JsonObject = {}, metadata: JsonObject = {}) => {
  const appended = await here.store.append(stream, 'any', [{ id: randomUUID(), type, data, metadata }])()
  if (E.isLeft(appended)) throw new Error(appended.left._tag)
  return appended.right
}

/** A projector that has caught up to a position, and what it said that somebody has to see to. */
const caughtUp = async (
  position: number,
  options: Partial<ProjectorOptions> = {},
): Promise<{ readonly projector: Projector; readonly said: ReadonlyArray<string> }> => {
  const said: Array<string> = []
  const projector = here.start({ warn: (line) => said.push(line), ...options })
  await expect
    .poll(() => projector.progress().position >= position && projector.progress().caughtUp)
    .toBe(true)
  return { projector, said }
}

const rows = async (table: string, where = 'true'): Promise<number> => {
  const { rows: found } = await here.pool.query<{ n: number }>(
    `select count(*)::int as n from ${schema}.${table} where ${where}`,
  )
  return found[0]?.n ?? -1
}

/** Read models that are empty are filled event by event, or by copying. */
const ways: ReadonlyArray<{ readonly way: string; readonly options: Partial<ProjectorOptions> }> = [
  { way: 'as it comes', options: {} },
  { way: 'by copying', options: { longLog: 1 } },
]

describe.each(ways)('what is not ours, $way', ({ options }) => {
  test('PRJ-20: is passed over in streams of others, whatever their names begin with', async () => {
    for (const stream of [
      'channel-tv',
      'channel-acme.bad',
      `channel-ACME.${adasChannel}`,
      'inbox-zero',
      'inbox-a.',
    ])
      await foreign(stream, 'MessageSent', { n: 1 })
    const end = await append(here.store, chatter(3))
    const { projector, said } = await caughtUp(end, options)
    expect(projector.progress()).toMatchObject({ state: 'running', projected: 7, parked: 0 })
    expect(said).toEqual([])
    expect(await audit(here.store, here.pool, schema)).toEqual([])
  })

  test('PRJ-20: is passed over in a stream of ours, and that is said once for each type', async () => {
    const events = chatter(4)
    await foreign(channel, 'Paid')
    await append(here.store, events.slice(0, 6))
    await foreign(channel, 'Paid', { n: 1 })
    await foreign(channel, 'Shipped')
    await foreign(inboxStream(acme, ada), 'Paid')
    const middle = await append(here.store, events.slice(6, 7))
    const first = await caughtUp(middle, options)
    expect(first.said).toHaveLength(3)
    expect(first.said[0]).toContain(`Paid at revision 0 of ${channel} is not Parley's`)
    await foreign(channel, 'Paid')
    await expect.poll(() => first.projector.progress().position).toBeGreaterThan(middle)
    await first.projector.stop()
    // Another projector finds them in the log behind what was projected, and takes nothing for missing.
    const end = await append(here.store, events.slice(7))
    const second = await caughtUp(end, options)
    expect(second.projector.progress()).toMatchObject({ state: 'running', parked: 0 })
    expect(await rows('messages')).toBe(4)
    expect(await audit(here.store, here.pool, schema)).toEqual([])
  })
})

describe.each(ways)('what is ours and can not be read, $way', ({ options }) => {
  const broken = (): Promise<unknown> => {
    const [event] = chatter(1)
    if (event === undefined) throw new Error('no event')
    const { data } = toNewEvent(event, randomUUID())
    return foreign(channel, 'MessageEdited', { ...data, at: 'yesterday' }, { v: 1 })
  }

  test('PRJ-7, PRJ-21: gives up its stream alone, says where and which field, and keeps what was projected', async () => {
    const events = chatter(4)
    await append(here.store, events.slice(0, 7))
    await broken()
    await append(here.store, events.slice(7))
    const end = await append(here.store, elsewhere(chatter(3)))
    const { projector, said } = await caughtUp(end, options)
    expect(projector.progress()).toMatchObject({ state: 'running', parked: 1 })
    expect(said).toEqual([
      expect.stringContaining(`Nothing of ${channel} is projected from MessageEdited at revision 7`),
    ])
    expect(said[0]).toContain('at')
    expect(said[0]).not.toContain('yesterday')
    expect(await rows('messages', `channel_id = '${adasChannel}'`)).toBe(3)
    expect(await rows('messages', `channel_id = '${otherChannel}'`)).toBe(3)
    const found = await audit(here.store, here.pool, schema)
    expect(found).toEqual([expect.objectContaining({ table: 'parked_streams', key: `${channel}\n` })])
    await projector.stop()
    // It stays given up, and whoever starts again is told again.
    const again = await caughtUp(await append(here.store, elsewhere(chatter(4)).slice(-1)), options)
    expect(again.said).toEqual(said)
    expect(await rows('messages', `channel_id = '${otherChannel}'`)).toBe(4)
  })

  test('PRJ-21: an event of a type that a newer version writes is ours', async () => {
    await append(here.store, chatter(2))
    const { position } = await foreign(channel, 'MessageFramed', {}, { v: 1 })
    const { projector, said } = await caughtUp(position, options)
    expect(projector.progress()).toMatchObject({ state: 'running', parked: 1 })
    expect(said[0]).toContain('UnknownEventType')
  })

  test('PRJ-21: an event of another tenant gives up the stream that it stands in, and not the tenant\u2019s own', async () => {
    const events = chatter(3)
    await append(here.store, events)
    const [event] = elsewhere(events)
    if (event === undefined) throw new Error('no event')
    const { position } = await foreign(channel, event.type, toNewEvent(event, randomUUID()).data, { v: 1 })
    const { projector, said } = await caughtUp(position, options)
    expect(projector.progress()).toMatchObject({ state: 'running', parked: 1 })
    expect(said[0]).toContain('MisplacedEvent')
    expect(await rows('channels')).toBe(1)
  })
})

describe.each(ways)('what the log keeps no more, $way', ({ options }) => {
  const isBefore = (revision: number) => (event: RecordedEvent) =>
    event.stream === channel && event.revision < revision

  test('PRJ-22: a channel whose beginning is gone stays as it was projected, and goes on', async () => {
    const events = chatter(6)
    const middle = await append(here.store, events.slice(0, 7))
    const first = await caughtUp(middle, options)
    await first.projector.stop()
    const end = await append(here.store, events.slice(7))
    const cut = without(here.store, isBefore(6))
    const second = await caughtUp(end, { ...options, store: cut })
    expect(second.projector.progress()).toMatchObject({ state: 'running', parked: 0 })
    expect(second.said).toEqual([])
    expect(await rows('messages')).toBe(6)
    // The audit says of it that the log does not have it all, in one line, and compares nothing of it.
    const found = await audit(cut, here.pool, schema)
    expect(found).toEqual([
      expect.objectContaining({
        key: `${channel}\n`,
        fromLog: { stream: channel, cause: 'from revision 6 on: revisions 0 to 5 are kept no more' },
      }),
    ])
  })

  test('PRJ-22: made anew, a channel whose beginning is gone is not there, and that is said', async () => {
    const end = await append(here.store, [...elsewhere(chatter(2)), ...chatter(6)])
    const first = await caughtUp(end, options)
    await first.projector.stop()
    await dropReadModels(here.pool, schema)
    const { projector, said } = await caughtUp(end, { ...options, store: without(here.store, isBefore(6)) })
    expect(projector.progress()).toMatchObject({ state: 'running', parked: 1 })
    expect(said).toEqual([expect.stringContaining('revisions 0 to 5 are kept no more')])
    expect(await rows('channels')).toBe(1)
    expect(await rows('messages', `channel_id = '${adasChannel}'`)).toBe(0)
  })

  test('PRJ-22: a hole in the middle gives up the stream where it begins', async () => {
    const end = await append(here.store, chatter(6))
    const gone = ({ stream, revision }: RecordedEvent): boolean =>
      stream === channel && (revision === 6 || revision === 7)
    const { projector, said } = await caughtUp(end, { ...options, store: without(here.store, gone) })
    expect(projector.progress()).toMatchObject({ state: 'running', parked: 1 })
    expect(said).toEqual([expect.stringContaining('revisions 6 to 7 are kept no more')])
    expect(await rows('messages')).toBe(2)
  })

  test('PRJ-23: an inbox of which marks are gone is projected from what is left, and that is said', async () => {
    await append(here.store, chatter(3))
    const mark = (segment: number): DomainEvent => ({
      type: 'ReadMarked',
      tenantId: acme,
      userId: ada,
      commandId: sample.commandId(`read ${segment}`),
      at: sample.at(segment),
      channelId: adasChannel,
      feedId: mainFeed,
      segment: sample.segment(segment),
    })
    const end = await append(here.store, [mark(1), mark(2), mark(3)])
    const inbox = inboxStream(acme, ada)
    const gone = ({ stream, revision }: RecordedEvent): boolean => stream === inbox && revision < 2
    const { projector, said } = await caughtUp(end, { ...options, store: without(here.store, gone) })
    expect(projector.progress()).toMatchObject({ state: 'running', parked: 0 })
    expect(said).toEqual([expect.stringContaining(`revisions 0 to 1 are kept no more of ${inbox}`)])
    expect(await rows('cursors', 'read_to = 3')).toBe(1)
  })

  test('PRJ-24: a channel that the log has nothing of any more is one line of the audit', async () => {
    const end = await append(here.store, [...elsewhere(chatter(2)), ...chatter(6)])
    await caughtUp(end, options)
    const found = await audit(without(here.store, isBefore(Infinity)), here.pool, schema)
    expect(found).toEqual([
      {
        table: 'parked_streams',
        key: `${channel}\n`,
        fromLog: { stream: channel, cause: 'the log has no event of it' },
      },
    ])
  })
})
