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
import { lookUpPool, watchHead } from '@parley/projection'
import { type Queries, queries, rowSource } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { fillLog } from '../rebuild/fill-log.ts'
import { author } from './histories.ts'
import { builtFrom } from '../measure/built.ts'
import { tenantId } from '../measure/giving.ts'

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
  const { store, pool, schema, close } = await builtFrom(connectionString)
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
      await head.close()
      await decisions.end()
      await close()
    },
  }
}
