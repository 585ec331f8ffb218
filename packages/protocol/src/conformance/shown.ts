import { ChannelId, MessageId, Role, Segment, UserId } from '@parley/domain'
import * as t from 'io-ts'

/** A message as somebody sees it. What a case leaves out is not looked at. */
const ShownMessage = t.exact(
  t.intersection([
    t.type({
      segment: Segment,
      from: UserId,
      /** Null where it is deleted. */
      text: t.union([t.string, t.null]),
    }),
    t.partial({
      edited: t.boolean,
      replies: t.number,
      /** How many reacted, whether one is among them, and who is named (SYNC-30), by name. */
      reactions: t.record(
        t.string,
        t.strict({ count: t.number, mine: t.boolean, userIds: t.array(UserId) }, 'ShownReaction'),
      ),
    }),
  ]),
  'ShownMessage',
)

/** A line of the conversation list. What a case leaves out is not looked at. */
const ShownConversation = t.exact(
  t.intersection([
    t.type({ channelId: ChannelId }),
    t.partial({
      unread: t.number,
      /** Null where it is called by its members. */
      name: t.union([t.string, t.null]),
      description: t.string,
      archived: t.boolean,
      role: Role,
      memberCount: t.number,
      /** How its last message begins; null where that is deleted, or where there is none. */
      lastText: t.union([t.string, t.null]),
      lastSegment: Segment,
      readTo: Segment,
      unreadThreads: t.array(t.strict({ parentId: MessageId, unread: t.number })),
    }),
  ]),
  'ShownConversation',
)

/** What a client shows, as plain data: of what is named, all of it and in its order. */
export const Shown = t.exact(
  t.partial({
    status: t.union([t.literal('connecting'), t.literal('online'), t.literal('denied')]),
    /** The conversation list, latest activity first. */
    conversations: t.array(ShownConversation),
    /** The messages at the top of threads of channels that are open, each list whole. */
    messages: t.record(ChannelId, t.array(ShownMessage)),
    /** Of threads that are open the parent and all replies, by the parent. */
    threads: t.record(MessageId, t.array(ShownMessage)),
    /** What was written here and has not come back, with why it was turned down; null where it is on its way. */
    pending: t.array(t.strict({ text: t.string, failure: t.union([t.string, t.null]) })),
  }),
  'Shown',
)
export type Shown = t.TypeOf<typeof Shown>
