import { channelStream, mainFeed, messageIdOf } from '@parley/domain'
import type { Command } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { toNewEvent } from '@parley/event-store'
import { openLog, type Stores } from '@parley/wiring'
import { randomUUID } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'

const { acme, ada, bob, adasChannel: channelId } = sample

const order = (by: typeof ada, name: string, n: number) => ({
  tenantId: acme,
  channelId,
  by,
  commandId: sample.commandId(name),
  at: sample.at(n),
})

const creation: Command = {
  type: 'CreateChannel',
  ...order(ada, 'create', 0),
  channelType: 'standard',
  name: sample.channelName('general'),
  description: sample.description(''),
  members: [bob],
}

const message = (n: number): Command => {
  const { commandId, ...rest } = order(n % 2 === 0 ? ada : bob, `m${n}`, n)
  const messageId = messageIdOf(acme, channelId, rest.by, commandId)
  const body = sample.text(`message ${n}`)
  return { type: 'SendMessage', ...rest, commandId, messageId, feedId: mainFeed, parentId: null, body }
}

const atOnce = 500

/** Writes a log in which Ada and Bob have said so much in Ada's channel. */
export const writeLog = async (stores: Stores, messages: number): Promise<void> => {
  const world = sample.emptyWorld()
  sample.submit(world, creation)
  for (let n = 1; n <= messages; n++) sample.submit(world, message(n))
  const store = await openLog(stores)
  try {
    for (let n = 0; n < world.events.length; n += atOnce) {
      const events = world.events.slice(n, n + atOnce).map((event) => toNewEvent(event, randomUUID()))
      const appended = await store.append(channelStream(acme, channelId), 'any', events)()
      if (E.isLeft(appended)) throw new Error(JSON.stringify(appended.left))
    }
  } finally {
    await store.close()
  }
}
