import type { ChannelId, Revision } from '@parley/domain'
import { type Update, type WatchRequest, type Watched } from '@parley/contract'
import { maxSubscribe } from '@parley/protocol'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Disconnected, Connection } from './connection/connection.ts'
import { whereGiven } from './connection/frame-text.ts'
import { isLeft, left, right } from './either.ts'
import { isShown } from './loaded-range.ts'
import { type ClientState, type Conversation, conversationAt, withoutChannel } from './state/client-state.ts'
import { isCalledByItsMembers } from './state/conversation.ts'
import { shownAt } from './state/message.ts'
import { pendingBeside } from './state/pending.ts'
import { withEntry } from './state/persistent-map.ts'
import { type Timeline, withoutThreads } from './state/timeline.ts'

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
  }),
})

/** Asks to watch channels, as many in one frame as the protocol takes. */
export const watch = async (
  connection: Connection,
  watches: ReadonlyArray<WatchRequest>,
): Promise<Either<Disconnected, ReadonlyArray<Watched>>> => {
  const all: Watched[] = []
  for (let from = 0; from < watches.length; from += maxSubscribe) {
    const reply = await connection.request({
      type: 'subscribe',
      channels: watches.slice(from, from + maxSubscribe),
    })
    if (isLeft(reply)) return reply
    if (reply.right.type === 'subscribed') all.push(...reply.right.channels)
    else return left({ _tag: 'Disconnected', reason: `answered by ${reply.right.type}` })
  }
  return right(all)
}

/** What a watched channel begins with: either the state with all of it anew, or updates that are yet to be applied. */
export const beginWatch = (
  state: ClientState,
  watched: Watched,
): { readonly state: ClientState; readonly updates: ReadonlyArray<Update> } => {
  const { channelId } = watched
  switch (watched._tag) {
    case 'delta':
      return { state: withOnline(state, watched), updates: watched.updates }
    case 'snapshot': {
      const position = watched.conversation.channel.position
      const before = state.conversations.get(channelId)
      const conversation = {
        ...conversationAt(watched.conversation, position),
        inboxPosition: before?.inboxPosition ?? position,
      }
      const timeline = state.timelines.get(channelId)
      const timelines =
        timeline === undefined
          ? state.timelines
          : withEntry(state.timelines, channelId, {
              ...timeline,
              ...withoutThreads(timeline),
              revision: watched.revision,
              begunAt: watched.revision,
              ...rangeOf(timeline, watched, conversation),
            })
      const conversations = withEntry(state.conversations, channelId, conversation)
      const pending = pendingBeside(state.pending, channelId, watched.messages, state.me?.userId)
      return { state: withOnline({ ...state, conversations, timelines, pending }, watched), updates: [] }
    }
    case 'rejected':
      return { state: { ...state, ...withoutChannel(state, channelId) }, updates: [] }
  }
}

type Snapshot = Extract<Watched, { readonly _tag: 'snapshot' }>

/**
 * What is shown of a channel that begins with a snapshot, which holds its end: that, unless one looks elsewhere. Then
 * what was shown stays until that is loaded.
 */
const rangeOf = (
  { loaded, seeking, messages, later }: Timeline,
  watched: Snapshot,
  conversation: Conversation,
): Partial<Timeline> => {
  if (later && seeking === null) return { seeking: messages[messages.length >> 1]?.segment ?? 'latest' }
  const end = {
    loaded: true,
    messages: shownAt(watched.messages, conversation.channel.position),
    more: watched.more,
    later: false,
    seeking: null,
  }
  if (seeking === null || isShown(end, conversation, seeking)) return end
  return loaded ? {} : { ...end, seeking }
}

const withOnline = (
  state: ClientState,
  { channelId, online }: { readonly channelId: ChannelId; readonly online: ReadonlyArray<ClientUser> },
): ClientState => ({ ...state, online: withEntry(state.online, channelId, new Set(online)) })

type ClientUser = ClientState['online'] extends ReadonlyMap<ChannelId, ReadonlySet<infer U>> ? U : never
