import { certain, channelIdOf, mainFeed, messageIdOf, timestampOf, UserId } from '@parley/domain'
import type { ChannelId, DomainEvent, Timestamp } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { placed, answering } from './harness.ts'

const { acme, ada, bob } = sample
const carl = certain(UserId, 'carl')

/** Whole seconds, so few that channels share them, over some minutes. */
const at = (seconds: number): Timestamp => timestampOf(new Date(Date.UTC(2026, 0, 1) + seconds * 1_000))

/** So many channels that Ada began, in of every four of which Carl is, and a message in each; in no order. */
const history = (many: number): ReadonlyArray<DomainEvent> => {
  const world = sample.emptyWorld()
  for (let n = 0; n < many; n += 1) {
    const named = { tenantId: acme, by: ada, commandId: sample.commandId(`c${n}`), at: at(0) }
    const channelId = channelIdOf(acme, ada, named.commandId)
    const members = n % 4 === 0 ? [bob, carl] : [bob]
    const [name, description] = [sample.channelName('general'), sample.description('')]
    sample.submit(world, {
      type: 'CreateChannel',
      ...named,
      channelId,
      channelType: 'standard',
      name,
      description,
      members,
    })
    const sent = { ...named, commandId: sample.commandId(`m${n}`), at: at((n * 7_919) % 400) }
    const messageId = messageIdOf(acme, channelId, ada, sent.commandId)
    sample.submit(world, {
      type: 'SendMessage',
      ...sent,
      channelId,
      messageId,
      feedId: mainFeed,
      parentId: null,
      body: sample.text('hi'),
    })
  }
  return world.events
}

interface Listed {
  readonly channelId: ChannelId
  readonly lastActivityAt: Timestamp
}

const inOrder = (a: Listed, b: Listed): number => {
  if (a.lastActivityAt !== b.lastActivityAt) return a.lastActivityAt > b.lastActivityAt ? -1 : 1
  return a.channelId < b.channelId ? -1 : 1
}

test('RM-10: the pages of a list are in its order and leave nothing out, of however many channels one is in', async () => {
  const here = await answering()
  const { ask } = here
  const events = history(1_300)
  await here.project(placed(events))
  // As a build leaves its tables: of tables that nothing is known of, Postgres reads a list ten times as slowly.
  await here.pool.query('analyze')
  const active = new Map<ChannelId, Timestamp>()
  for (const event of events) if (event.type === 'MessageSent') active.set(event.channelId, event.at)
  const all = [...active].map(([channelId, lastActivityAt]): Listed => ({ channelId, lastActivityAt }))
  const carls = new Set(
    events.flatMap((event) =>
      event.type === 'MemberJoined' && event.userId === carl ? [event.channelId] : [],
    ),
  )
  const listed = async (userId: UserId, limit: number): Promise<ReadonlyArray<Listed>> => {
    const lines: Array<Listed> = []
    for (;;) {
      const last = lines.at(-1)
      const found = await ask.answer(
        { tenantId: acme, userId },
        {
          type: 'conversations',
          limit,
          ...(last === undefined ? {} : { before: last.lastActivityAt, beforeChannel: last.channelId }),
        },
      )()
      if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
      const { value } = found.right
      if (value.type !== 'conversations') throw new Error(value.type)
      for (const { channel } of value.conversations)
        lines.push({ channelId: channel.channelId, lastActivityAt: channel.lastActivityAt })
      if (!value.more) return lines
    }
  }
  for (const limit of [37, 200]) expect(await listed(bob, limit)).toEqual(all.toSorted(inOrder))
  const ofCarl = all.filter(({ channelId }) => carls.has(channelId)).toSorted(inOrder)
  expect(await listed(carl, 50)).toEqual(ofCarl)
  expect(ofCarl).toHaveLength(325)
  await here.close()
})
