import { randomUUID } from 'node:crypto'
import { certain, ChannelId, mainFeed, messageIdOf, streamOf } from '@parley/domain'
import type { Command, DomainEvent, MessageId, MessageSent, Position } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { type TestDatabase, testDatabase } from '@parley/embedded-postgres/testing'
import { type EventStore, memoryEventStore, type RecordedEvent, toNewEvent } from '@parley/event-store'
import { ownGeneration, type Projector, type ProjectorOptions, runProjector } from '@parley/projector'
import { queryPool, watchHead } from '@parley/projection'
import type { Head } from '@parley/projection'
import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'

export const { schema } = ownGeneration()

/** Appends events to their streams, one by one; returns the position of the last. */
export const append = async (store: EventStore, events: ReadonlyArray<DomainEvent>): Promise<Position> => {
  let position = 0 as Position
  for (const event of events) {
    const stream = streamOf(event)
    const appended = await store.append(stream, 'any', [toNewEvent(event, randomUUID())])()
    if (E.isLeft(appended)) throw new Error(appended.left._tag)
    position = appended.right.position
  }
  return position
}

/** A log, a database, and what reads from them. */
export interface Engine {
  readonly database: TestDatabase
  readonly store: EventStore
  readonly pool: Pool
  readonly start: (options?: Partial<ProjectorOptions>) => Projector
  readonly close: () => Promise<void>
}

export const engine = async (): Promise<Engine> => {
  const database = await testDatabase()
  const store = memoryEventStore()
  const pool = queryPool(database.connectionString)
  const projectors: Array<Projector> = []
  return {
    database,
    store,
    pool,
    start: (options = {}) => {
      const { connectionString } = database
      const projector = runProjector({ store, connectionString, ...options })
      projectors.push(projector)
      return projector
    },
    close: async () => {
      await Promise.all(projectors.map((projector) => projector.stop()))
      await store.close()
      await pool.end()
      await database.drop()
    },
  }
}

/** What a process has that reads: the head. */
export interface Reader {
  readonly head: Head
  readonly close: () => Promise<void>
}

export const reader = (database: TestDatabase): Reader => {
  const head = watchHead(database.connectionString, schema)
  return { head, close: head.close }
}

/** Waits until the read models are at a position, by whatever tells of it; fails after half a minute. */
export const reach = async (head: Head, position: Position): Promise<void> => {
  if (!(await head.reached(position, 30_000))) throw new Error(`at ${head.known()}, not at ${position}`)
}

/** Ada's channel with Bob in it, and so many messages by each in turn. */
export const chatter = (messages: number): ReadonlyArray<DomainEvent> => {
  const world = sample.emptyWorld()
  const { acme, ada, bob, adasChannel: channelId } = sample
  const order = (by: typeof ada, name: string, n: number) => ({
    tenantId: acme,
    channelId,
    by,
    commandId: sample.commandId(name),
    at: sample.at(n),
  })
  const commands: Array<Command> = [
    {
      type: 'CreateChannel',
      ...order(ada, 'create', 0),
      channelType: 'standard',
      name: sample.channelName('general'),
      description: sample.description(''),
      members: [bob],
    },
  ]
  for (let n = 1; n <= messages; n++) {
    const by = n % 2 === 0 ? ada : bob
    const { commandId, ...rest } = order(by, `m${n}`, n)
    const messageId = messageIdOf(acme, channelId, by, commandId)
    const body = sample.text(`message ${n}`)
    commands.push({
      type: 'SendMessage',
      ...rest,
      commandId,
      messageId,
      feedId: mainFeed,
      parentId: null,
      body,
    })
  }
  for (const command of commands) sample.submit(world, command)
  return world.events
}

/** A channel that Ada did not begin. */
export const otherChannel = certain(ChannelId, '00000000-0000-4000-8000-0000000000aa')

/** The same in another channel. */
export const elsewhere = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<DomainEvent> =>
  events.map((event) => {
    const there = { ...event, channelId: otherChannel }
    return there.type === 'MessageSent' ? { ...there, messageId: messageIdThere(there) } : there
  })

const messageIdThere = ({ senderId, commandId }: MessageSent): MessageId =>
  messageIdOf(sample.acme, otherChannel, senderId, commandId)

/** A log of which these events were removed: they are in no read any more. */
export const without = (store: EventStore, gone: (event: RecordedEvent) => boolean): EventStore => {
  const left = (events: ReadonlyArray<RecordedEvent>) => events.filter((event) => !gone(event))
  return {
    ...store,
    readStream: (stream, query) => async () => E.map(left)(await store.readStream(stream, query)()),
    readAll: (query) => async () => {
      const read = await store.readAll(query)()
      return E.isRight(read) && read.right.length > 0 && left(read.right).length === 0
        ? store.readAll({ ...query, after: read.right.at(-1)?.position ?? (0 as never) })()
        : E.map(left)(read)
    },
    subscribe: (query) => {
      const subscription = store.subscribe(query)
      const next = async (): Promise<IteratorResult<never, undefined>> => {
        const message = await subscription.next()
        if (message.done === true || message.value._tag !== 'events') return message as never
        const events = left(message.value.events)
        return events.length === 0 ? next() : ({ done: false, value: { _tag: 'events', events } } as never)
      }
      return {
        ...subscription,
        next,
        return: () => subscription.return?.() ?? next(),
        [Symbol.asyncIterator]: () => ({ next }),
      } as never
    },
  }
}
