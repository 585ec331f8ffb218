import type { Update } from '@parley/contract'
import { type Happened, updatesOf } from '@parley/contract/testing'
import type { ToldEvent } from '@parley/domain'

/**
 * A list of what happened as a server tells it that leaves out what a later one of the list takes back: by looking
 * ahead from each, again and again.
 */
export const told = (happened: ReadonlyArray<Happened>): ReadonlyArray<Update> =>
  updatesOf(happened.map((one, n) => ({ ...one, event: toldOf(one, happened.slice(n + 1)) })))

const toldOf = ({ event }: Happened, after: ReadonlyArray<Happened>): ToldEvent => {
  if (event.type === 'FeedCreated' || event.type === 'FeedRenamed') {
    const { channelId, feedId } = event
    const names = after.flatMap(({ event: later }) =>
      later.type === 'FeedRenamed' && later.channelId === channelId && later.feedId === feedId
        ? [later.name]
        : [],
    )
    return { ...event, name: names.at(-1) ?? event.name }
  }
  if (!('messageId' in event)) return event
  const about = ({ event: other }: Happened): boolean =>
    'messageId' in other && other.messageId === event.messageId
  const isFeedGone = after.some(
    ({ event: later }) =>
      later.type === 'FeedDeleted' && later.channelId === event.channelId && later.feedId === event.feedId,
  )
  const types = new Set<string>(after.filter(about).map((later) => later.event.type))
  if (isFeedGone) types.add('MessageDeleted')
  switch (event.type) {
    case 'MessageSent':
    case 'MessageEdited':
      return types.has('MessageEdited') || types.has('MessageDeleted') ? { ...event, body: null } : event
    // Of one that was removed both are told: they are counted.
    case 'ReactionAdded':
    case 'ReactionRemoved':
      return types.has('MessageDeleted') ? { ...event, name: null } : event
    case 'MessageDeleted':
    case 'MessagePinned':
    case 'MessageUnpinned':
    case 'MessageFlagged':
    case 'MessageUnflagged':
    case 'FlagsCleared':
      return event
    default:
      return event satisfies never
  }
}
