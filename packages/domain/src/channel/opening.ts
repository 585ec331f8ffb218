import type { FeedCreated } from '../feeds/events.ts'
import { beforeFirst, mainFeed } from '../feeds/feed.ts'
import { mainCreated } from '../feeds/main-created.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import type { Rows } from '../kit/row.ts'
import type { MemberJoined } from '../membership/events.ts'
import { memberOf } from '../membership/rows.ts'
import { channelTypes, conversationType } from '../permissions/tables.ts'
import { type ChannelFacts, factsOf } from '../streams/channel-stream.ts'
import type { UserId } from '../values/ids.ts'
import { noDescription } from './channel-facts.ts'
import type { ChannelCreated } from './events.ts'
import type { ChannelRejection } from './rejections.ts'
import { channelOf, isTaken } from './rows.ts'

/**
 * CH-4 to CH-6, CH-36: the conversation of whoever asks and these people begins, or is there. The id of it is that of
 * all of them.
 */
export const opening = (command: ChannelFacts, given: ReadonlyArray<UserId>, rows: Rows) => {
  const others = new Set(given)
  others.delete(command.by)
  if (others.size === 0) return rejects<ChannelRejection>({ _tag: 'ConversationWithOneself' })
  if (isTaken(rows)) {
    const channel = channelOf(rows)
    const isTheirs =
      channel !== undefined &&
      channelTypes[channel.channelType].joining === 'fixed' &&
      memberOf(rows, command.by) !== undefined
    return isTheirs ? nothing : rejects<ChannelRejection>({ _tag: 'ChannelExists' })
  }
  const facts = factsOf(command)
  const joined = (userId: UserId): MemberJoined => ({
    type: 'MemberJoined',
    ...facts,
    userId,
    role: 'member',
    segments: { [mainFeed]: beforeFirst },
  })
  return makes<ChannelCreated | FeedCreated | MemberJoined>(
    {
      type: 'ChannelCreated',
      ...facts,
      channelType: conversationType,
      name: null,
      description: noDescription,
    },
    mainCreated(facts),
    joined(command.by),
    ...Array.from(others, joined),
  )
}
