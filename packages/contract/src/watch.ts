import { ChannelId, Rejection, Revision, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { Update } from './update.ts'
import { ConversationView } from './views/conversation.ts'
import { MessageView } from './views/message.ts'

/** A channel that somebody asks to watch. */
export const WatchRequest = t.exact(
  t.intersection([
    t.type({ channelId: ChannelId }),
    t.partial({
      /** The last revision that the client has: it gets what came since. Absent: it gets a snapshot. */
      after: Revision,
      /** Whether to be told who comes and goes, and who is there now. */
      presence: t.boolean,
      /** Whether to be told what the others have read of it, and what has come to them. */
      receipts: t.boolean,
    }),
  ]),
  'WatchRequest',
)
export type WatchRequest = t.TypeOf<typeof WatchRequest>

/** Where a watched channel begins: what came after the client's revision, or, where that is shorter, all anew. */
export const Watched = t.union(
  [
    t.strict({
      _tag: t.literal('delta'),
      channelId: ChannelId,
      revision: Revision,
      updates: t.array(Update),
      online: t.array(UserId),
    }),
    t.strict({
      _tag: t.literal('snapshot'),
      channelId: ChannelId,
      revision: Revision,
      conversation: ConversationView,
      /** The latest messages at the top of threads, oldest first, and whether there are earlier ones. */
      messages: t.array(MessageView),
      more: t.boolean,
      online: t.array(UserId),
    }),
    t.strict({ _tag: t.literal('rejected'), channelId: ChannelId, rejection: Rejection }),
  ],
  'Watched',
)
export type Watched = t.TypeOf<typeof Watched>
