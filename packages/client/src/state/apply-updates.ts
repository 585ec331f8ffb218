import type { UserId } from '@parley/domain'
import type { Update } from '@parley/contract'
import { type ClientState, withoutChannel } from './client-state.ts'
import { asksForMentions, feedOfUnread, foldConversation } from './conversation.ts'
import { foldPending } from './pending.ts'
import { withEntry } from './persistent-map.ts'
import { foldRead } from './read.ts'
import { foldTimeline } from './timeline.ts'

/** What a client has to ask for, since an update alone does not say it. */
export type FollowUp =
  /** A conversation is new, or its count of unread messages can't be told from here: ask for it at this position. */
  | { readonly _tag: 'ask'; readonly update: Update }
  /** Updates of the channel before this one are missing, or none come after it: watch it from where it stands. */
  | { readonly _tag: 'missed'; readonly update: Update }
  /** The feed that was looked at is gone: load the range of another that its timeline seeks. */
  | { readonly _tag: 'seek'; readonly update: Update }

/** The state after updates in the order in which they came, and what has to be asked for. */
export const applyUpdates = (
  state: ClientState,
  updates: ReadonlyArray<Update>,
  me: UserId,
): { readonly state: ClientState; readonly followUps: ReadonlyArray<FollowUp> } => {
  const draft: Draft = { conversations: state.conversations, timelines: state.timelines }
  const followUps = updates.flatMap((update) =>
    isOfChannel(update) ? applyToChannel(draft, update, me) : applyOwn(draft, update),
  )
  const pending = foldPending(state.pending, updates, me)
  return { state: { ...state, ...draft, pending }, followUps }
}

/** Whether an update is of its channel; if not, it is one's own, of one's inbox. */
export const isOfChannel = ({ own }: Update): boolean => own !== true

/** What updates change, in place while they are taken in. */
interface Draft {
  conversations: ClientState['conversations']
  timelines: ClientState['timelines']
}

const applyOwn = (draft: Draft, update: Update): ReadonlyArray<FollowUp> => {
  const before = draft.conversations.get(update.channelId)
  if (before === undefined) return []
  const { conversation, asks } = foldRead(before, update)
  draft.conversations = withEntry(draft.conversations, update.channelId, conversation)
  return asks ? [{ _tag: 'ask', update }] : []
}

const applyToChannel = (draft: Draft, update: Update, me: UserId): ReadonlyArray<FollowUp> => {
  const { channelId, changes, cause } = update
  const conversation = draft.conversations.get(channelId)
  const isNews = conversation !== undefined && update.revision > conversation.channel.revision
  const ofMine = changes.filter((change) => change.row === 'member' && change.userId === me)
  const isLeaving =
    ofMine.some(({ remove }) => remove) || changes.some(({ row, remove }) => row === 'channel' && remove)
  if (isLeaving && isNews) {
    Object.assign(draft, withoutChannel(draft, channelId))
    return []
  }
  const timeline = draft.timelines.get(channelId)
  const shown = timeline && foldTimeline(timeline, update, me)
  if (shown !== undefined) draft.timelines = withEntry(draft.timelines, channelId, shown)
  if (conversation === undefined) return ofMine.some(({ put }) => put) ? [{ _tag: 'ask', update }] : []
  draft.conversations = withEntry(draft.conversations, channelId, foldConversation(conversation, update, me))
  const next = update.revision - 1
  // The server ended the watch at a leaving, of which the list may know already that one came back.
  const missed =
    isLeaving ||
    next > conversation.channel.revision ||
    (timeline?.loaded === true && next > timeline.revision)
  if (missed) return [{ _tag: 'missed', update }]
  if (shown?.feedId !== timeline?.feedId) return [{ _tag: 'seek', update }]
  // Whether a reply that is gone was read in its thread is not known here.
  const isReply = cause.message !== undefined && cause.message.parentId !== null
  return isNews &&
    ((isReply && feedOfUnread(conversation, update, me) !== undefined) ||
      asksForMentions(conversation, update, me))
    ? [{ _tag: 'ask', update }]
    : []
}
