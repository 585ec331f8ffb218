import { type ChannelId, mainFeed, type Revision } from '@parley/domain'
import type { WatchRequest, Watched } from '@parley/contract'
import { whereGiven } from './connection/frame-text.ts'
import { isShown } from './loaded-range.ts'
import { type ClientState, type Conversation, conversationAt, withoutChannel } from './state/client-state.ts'
import { feedOf } from './state/feed.ts'
import { isCalledByItsMembers } from './state/conversation.ts'
import { shownAt } from './state/message.ts'
import { pendingBeside } from './state/pending.ts'
import { withEntry } from './state/persistent-map.ts'
import { atFeed, type Timeline, withoutThreads } from './state/timeline.ts'

/** What to say for a channel in order to follow it on from what is shown. */
export const watchOf = (
  state: ClientState,
  channelId: ChannelId,
  after: Revision | undefined,
): WatchRequest => ({
  channelId,
  ...whereGiven({
    after,
    // Who comes and goes is of interest where somebody looks; of the other of two, always: the list shows it.
    presence:
      state.timelines.has(channelId) || isCalledByItsMembers(state.conversations.get(channelId)?.channel)
        ? true
        : undefined,
    receipts: state.timelines.has(channelId) ? true : undefined,
  }),
})

/** The state where a watch begins: of a snapshot all of the channel anew; the updates of a delta are yet to be applied. */
export const beginWatch = (state: ClientState, watched: Watched): ClientState => {
  const { channelId } = watched
  if (watched._tag === 'rejected') return { ...state, ...withoutChannel(state, channelId) }
  const online = withEntry(state.online, channelId, new Set(watched.online))
  if (watched._tag === 'delta') return { ...state, online }
  const position = watched.conversation.channel.position
  const conversation = {
    ...conversationAt(watched.conversation, position),
    inboxPosition: state.conversations.get(channelId)?.inboxPosition ?? position,
  }
  const timeline = state.timelines.get(channelId)
  return {
    ...state,
    online,
    conversations: withEntry(state.conversations, channelId, conversation),
    timelines:
      timeline === undefined
        ? state.timelines
        : withEntry(state.timelines, channelId, {
            ...timeline,
            ...withoutThreads(timeline),
            revision: watched.revision,
            begunAt: watched.revision,
            ...rangeOf(timeline, watched, conversation),
          }),
    pending: pendingBeside(state.pending, watched.messages, state.me?.userId),
  }
}

type Snapshot = Extract<Watched, { readonly _tag: 'snapshot' }>

/**
 * What is shown of a channel that begins with a snapshot, which holds the end of its main feed: that, unless one looks
 * elsewhere. Then what was shown stays until that is loaded.
 */
const rangeOf = (
  { loaded, feedId, seeking, messages, later }: Timeline,
  watched: Snapshot,
  conversation: Conversation,
): Partial<Timeline> => {
  if (later && seeking === null) return { seeking: messages[messages.length >> 1]?.segment ?? 'latest' }
  if (feedId !== mainFeed)
    return loaded
      ? { seeking: seeking ?? 'latest' }
      : { loaded: true, ...atFeed(feedId, seeking ?? 'latest') }
  const end = {
    loaded: true,
    messages: shownAt(watched.messages, conversation.channel.position),
    more: watched.more,
    later: false,
    seeking: null,
  }
  if (seeking === null || isShown(end, feedOf(conversation, mainFeed), seeking)) return end
  return loaded ? {} : { ...end, seeking }
}
