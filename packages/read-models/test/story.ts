import { channelIdOf, conversationIdOf, mainFeed, messageIdOf } from '@parley/domain'
import type { Command, ChannelId, DomainEvent, MarkRead, MessageId, Timestamp, UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'

const { acme, ada, bob, cleo, dan } = sample

/** What happened at Acme, for questions to be asked about. */
export interface Story {
  readonly world: sample.World
  /** Ada's, open; Bob and Cleo came later. */
  readonly general: ChannelId
  /** Ada's alone, private. */
  readonly secret: ChannelId
  /** Ada's alone, archived. */
  readonly old: ChannelId
  /** A broadcast by Dan. */
  readonly news: ChannelId
  /** Ada and Bob. */
  readonly pair: ChannelId
  /** The first message in general. */
  readonly root: MessageId
  readonly lastReplyAt: Timestamp
  /** Lets something more happen, and says what. */
  readonly more: () => ReadonlyArray<DomainEvent>
}

export const story = (): Story => {
  const world = sample.emptyWorld()
  let n = 0
  const give = (command: Command | MarkRead): ReadonlyArray<DomainEvent> => {
    const events = sample.submit(world, command)
    if (E.isLeft(events)) throw new Error(`${command.type}: ${events.left._tag}`)
    return events.right
  }
  const order = (channelId: ChannelId, by: UserId, at = ++n) => ({
    tenantId: acme,
    channelId,
    by,
    commandId: sample.commandId(`c${n}`),
    at: sample.at(at),
  })
  const create = (by: UserId, name: string, channelType: 'standard' | 'private' | 'broadcast'): ChannelId => {
    const channelId = channelIdOf(acme, by, sample.commandId(`c${n + 1}`))
    const facts = {
      channelType,
      name: sample.channelName(name),
      description: sample.description(''),
      members: [],
    }
    // All begin at the same moment, so that lists have ties to break.
    give({
      type: 'CreateChannel',
      ...order(channelId, by, 0 * ++n),
      commandId: sample.commandId(`c${n}`),
      ...facts,
    })
    return channelId
  }
  const send = (by: UserId, channelId: ChannelId, parentId: MessageId | null = null): MessageId => {
    const facts = order(channelId, by)
    const messageId = messageIdOf(acme, channelId, by, facts.commandId)
    give({
      type: 'SendMessage',
      ...facts,
      messageId,
      feedId: mainFeed,
      parentId,
      body: sample.text(`by ${by}`),
    })
    return messageId
  }
  const react = (by: UserId, channelId: ChannelId, messageId: MessageId, name: string) =>
    give({ type: 'AddReaction', ...order(channelId, by), messageId, name: sample.reactionName(name) })

  const secret = create(ada, 'secret', 'private')
  const old = create(ada, 'attic', 'standard')
  give({ type: 'ArchiveChannel', ...order(old, ada) })
  const news = create(dan, 'Announcements', 'broadcast')
  const general = create(ada, 'general', 'standard')
  const pair = conversationIdOf(acme, ada, bob)
  give({ type: 'OpenConversation', ...order(pair, ada), withUserId: bob })
  send(bob, pair)

  give({ type: 'AddMember', ...order(general, ada), userId: bob })
  give({ type: 'ChangeRole', ...order(general, ada), userId: bob, role: 'moderator' })
  const root = send(ada, general)
  const regretted = send(bob, general)
  give({ type: 'JoinChannel', ...order(general, cleo) })
  send(bob, general, root)
  const unsaid = send(cleo, general, root)
  const lastReplyAt = sample.at(n)
  const fifth = send(ada, general)
  send(bob, general)
  react(cleo, general, root, '👍')
  react(ada, general, root, '👍')
  react(bob, general, root, ':+1:')
  react(ada, general, regretted, '👍')
  give({ type: 'DeleteMessage', ...order(general, ada), messageId: regretted })
  give({ type: 'DeleteMessage', ...order(general, cleo), messageId: unsaid })
  give({ type: 'EditMessage', ...order(general, ada), messageId: fifth, body: sample.text('edited') })
  give({ type: 'MarkRead', ...order(general, bob), feedId: mainFeed, segment: sample.segment(1) })
  return {
    world,
    general,
    secret,
    old,
    news,
    pair,
    root,
    lastReplyAt,
    more: () => {
      const before = world.events.length
      send(ada, secret)
      return world.events.slice(before)
    },
  }
}
