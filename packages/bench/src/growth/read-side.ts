import { commandService } from '@parley/commands'
import {
  certain,
  type ChannelId,
  CommandId,
  commandFrom,
  type DomainEvent,
  mainFeed,
  timestampOf,
  WireCommand,
} from '@parley/domain'
import { postgresEventStore } from '@parley/event-store-postgres'
import { ownGeneration, runProjector } from '@parley/projector'
import { lookUpPool, queryPool, quoted, watchHead } from '@parley/projection'
import { type Queries, queries, rowSource } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { fillLog } from '../rebuild/fill-log.ts'
import { author, tenantId } from './histories.ts'

/** A log and read models that stand, and follow it. */
export interface ReadSide {
  readonly ask: Queries
  /** Sends a message; resolves once the log has it. */
  readonly send: (channelId: ChannelId) => Promise<void>
  readonly close: () => Promise<void>
}

/** Has these events be in a log and in read models, which are vacuumed as they would be in time. */
export const readSideOf = async (
  connectionString: string,
  events: Iterable<DomainEvent>,
): Promise<ReadSide> => {
  await fillLog(connectionString, events)
  const store = postgresEventStore({ connectionString })
  const end = await store.end()()
  if (E.isLeft(end)) throw new Error(JSON.stringify(end.left))
  const done = Promise.withResolvers<void>()
  const projector = runProjector({
    store,
    connectionString,
    committed: (position) => {
      if (position >= (end.right ?? 0)) done.resolve()
    },
    failed: ({ cause }) => done.reject(new Error(cause)),
  })
  await done.promise
  const { schema, tables } = ownGeneration()
  const pool = queryPool(connectionString, { query_timeout: 0 })
  for (const { name } of tables) await pool.query(`vacuum analyze ${quoted(schema)}.${quoted(name)}`)
  const head = watchHead(connectionString, schema)
  const decisions = lookUpPool(connectionString)
  const commands = commandService({ store, rows: rowSource({ pool: decisions, schema }) })
  let sent = 0
  return {
    ask: queries({ pool, schema, head }),
    send: async (channelId) => {
      sent += 1
      const clientMessageId = certain(CommandId, `bench-${sent}`)
      const body = { kind: 'text', text: 'and one more' }
      const wire = { type: 'SendMessage', clientMessageId, channelId, feedId: mainFeed, parentId: null, body }
      const command = commandFrom(
        { tenantId, by: author, at: timestampOf(new Date()) },
        certain(WireCommand, wire),
      )
      const answer = await commands.execute(command)()
      if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
    },
    close: async () => {
      await commands.close()
      await projector.stop()
      await store.close()
      await head.close()
      await Promise.all([pool.end(), decisions.end()])
    },
  }
}
