import type { Person } from '@parley/auth'
import { commandService, type RowSource } from '@parley/commands'
import type { QueryResult, WireCommand } from '@parley/contract'
import { certain, Position, type TenantId, type UserId } from '@parley/domain'
import { acme, ada, channelName, commandId, description } from '@parley/domain/testing'
import { type EventStore, memoryEventStore } from '@parley/event-store'
import { live } from '@parley/live'
import { fakeClock, quiet } from '@parley/runtime/testing'
import * as E from 'fp-ts/lib/Either.js'
import { engine, type EngineOptions } from '../../src/index.ts'

/** A projection that has nothing yet: decisions are made of the log alone. */
const nothingYet: RowSource = {
  load: (_, keys) => async () =>
    E.right({
      revision: 'no-stream',
      position: certain(Position, 0),
      rows: new Map(keys.map(({ text }) => [text, undefined])),
    }),
}

const conversations: QueryResult = { type: 'conversations', conversations: [], more: false }

/** Questions about files to read models that have none. */
export const noFiles: EngineOptions['queries']['files'] = {
  registeredSince: () => async () =>
    E.right({ position: certain(Position, 7), value: { files: 0, bytes: 0 } }),
  unreferred: () => async () => E.right({ position: certain(Position, 7), value: [] }),
  notDeleted: () => async () => E.right({ position: certain(Position, 7), value: [] }),
}

/** Read models that know nobody, at position 7. */
export const emptyReadModels: EngineOptions['queries'] = {
  answer: () => async () => E.right({ position: certain(Position, 7), value: conversations }),
  addingFacts: () => async () =>
    E.right({ position: certain(Position, 7), value: { begun: 0, strangers: [] } }),
  refusal: () => async () => E.right({ position: certain(Position, 7), value: { _tag: 'ChannelNotFound' } }),
  snapshots: (_, channelIds) => async () =>
    E.right({
      position: certain(Position, 0),
      value: new Map(
        channelIds.map((channelId) => [
          channelId,
          { _tag: 'rejected', rejection: { _tag: 'ChannelNotFound' } },
        ]),
      ),
    }),
  memberships: () => async () => E.right(new Map()),
  memberReceipts: () => async () =>
    E.right({ position: certain(Position, 7), value: { isTooLarge: true, members: [] } }),
  channelsOf: () => async () => E.right(new Map()),
  files: noFiles,
}

/** An engine over a log in memory, and what it works on. */
export const engineInMemory = (options: Partial<EngineOptions> = {}) => {
  const store = memoryEventStore()
  const commands = commandService({ store, rows: nothingYet })
  const clock = fakeClock()
  const side = live({ log: store, clock, logger: quiet })
  const one = engine({
    commands,
    queries: emptyReadModels,
    live: side,
    events: store,
    clock,
    log: quiet,
    ...options,
  })
  return { engine: one, store, commands, clock }
}

/** All events of a log, in order. */
export const eventsOf = async (store: EventStore) => {
  const read = await store.readAll()()
  if (E.isLeft(read)) throw new Error(read.left._tag)
  return read.right
}

/** Somebody whom a token names. */
export const personOf = (userId: UserId = ada, tenantId: TenantId = acme): Person => ({
  kind: 'person',
  tenantId,
  userId,
})

/** Begins a channel under a name, which is its command's too. */
export const create = (name: string, ...members: ReadonlyArray<UserId>): WireCommand => ({
  type: 'CreateChannel',
  commandId: commandId(name),
  channelType: 'private',
  name: channelName(name),
  description: description(''),
  members,
})
