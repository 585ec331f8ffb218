import type { EventIn, UserId } from '@parley/domain'
import { type ChannelUpdateEvent, isOfChannel, type Update } from '@parley/contract'
import type { ClientState } from './client-state.ts'
import { foldConversation } from './conversation.ts'
import { feedOf, isUnread } from './feed.ts'
import { foldPending } from './pending.ts'
import { withEntry, withoutEntry } from './persistent-map.ts'
import { foldReadMarked } from './read.ts'
import { foldTimeline } from './timeline.ts'

/** What a client has to ask for, since an update alone does not say it. */
export type FollowUp =
  /** A conversation is new, or its count of unread messages can't be told from here: ask for it at this position. */
  | { readonly _tag: 'ask'; readonly update: Update }
  /** Updates of the channel before this one are missing, or none come after it: watch it from where it stands. */
  | { readonly _tag: 'missed'; readonly update: Update }

/** The state after updates in the order in which they came, and what has to be asked for. */
export const applyUpdates = (
  state: ClientState,
  updates: ReadonlyArray<Update>,
  me: UserId,
): { readonly state: ClientState; readonly followUps: ReadonlyArray<FollowUp> } => {
  const draft: Draft = { conversations: state.conversations, timelines: state.timelines }
  const followUps: FollowUp[] = []
  for (const update of updates) {
    const { event } = update
    const followed = isOfChannel(event)
      ? applyChannelEvent(draft, update, event, me)
      : applyOwn(draft, update, event)
    followUps.push(...followed)
  }
  const pending = foldPending(state.pending, updates, me)
  return { state: { ...state, ...draft, pending }, followUps }
}

/** What updates change, in place while they are taken in. */
interface Draft {
  conversations: ClientState['conversations']
  timelines: ClientState['timelines']
}

const applyOwn = (draft: Draft, update: Update, event: EventIn<'inbox'>): ReadonlyArray<FollowUp> => {
  const before = draft.conversations.get(event.channelId)
  if (before === undefined) return []
  const { conversation, asks } = foldReadMarked(before, update, event)
  draft.conversations = withEntry(draft.conversations, event.channelId, conversation)
  return asks ? [{ _tag: 'ask', update }] : []
}

const applyChannelEvent = (
  draft: Draft,
  update: Update,
  event: ChannelUpdateEvent,
  me: UserId,
): ReadonlyArray<FollowUp> => {
  const { channelId } = event
  const conversation = draft.conversations.get(channelId)
  const isNews = conversation !== undefined && update.revision > conversation.channel.revision
  const isLeaving = event.type === 'MemberLeft' && event.userId === me
  if (isLeaving && isNews) {
    draft.conversations = withoutEntry(draft.conversations, channelId)
    draft.timelines = withoutEntry(draft.timelines, channelId)
    return []
  }
  const timeline = draft.timelines.get(channelId)
  if (timeline !== undefined)
    draft.timelines = withEntry(draft.timelines, channelId, foldTimeline(timeline, update, event))
  if (conversation !== undefined) {
    const folded = foldConversation(conversation, update, event, me)
    draft.conversations = withEntry(draft.conversations, channelId, folded)
    const next = update.revision - 1
    // The server ended the watch at a leaving, of which the list may know already that one came back.
    const missed =
      isLeaving ||
      next > conversation.channel.revision ||
      (timeline?.loaded === true && next > timeline.revision)
    if (missed) return [{ _tag: 'missed', update }]
    // Whether a reply that is gone was read in its thread is not known here.
    if (event.type !== 'MessageDeleted' || event.parentId === null || !isNews) return []
    const feed = feedOf(conversation, event.feedId)
    return feed !== undefined && isUnread(feed, event, me) ? [{ _tag: 'ask', update }] : []
  }
  return event.type === 'MemberJoined' && event.userId === me ? [{ _tag: 'ask', update }] : []
}
