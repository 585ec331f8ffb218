import type { UserId } from '@parley/domain'
import type { MessageView, Update } from '@parley/contract'
import type { ClientState, PendingMessage } from './client-state.ts'
import { broughtBy } from './message.ts'

/**
 * Leaves out the pending messages that are shown as messages of their channel by now: where the channel is open, in
 * its timeline. A message is always the one or the other, never neither.
 */
export const withoutShown = (state: ClientState): ClientState =>
  state.pending.some((message) => isShown(state, message))
    ? { ...state, pending: state.pending.filter((message) => !isShown(state, message)) }
    : state

const isShown = (
  { conversations, timelines }: ClientState,
  { acceptedAt, channelId, parentId, revision }: PendingMessage,
): boolean => {
  if (revision === null || acceptedAt === null) return false
  const timeline = timelines.get(channelId)
  const conversation = conversations.get(channelId)
  const isListed =
    conversation === undefined ||
    (conversation.channel.revision >= revision && conversation.channel.position >= acceptedAt)
  // What the server has of a channel that is gone is shown nowhere any more.
  if (timeline === undefined || !isListed) return isListed
  // A thread that a snapshot has shut shows nothing until it is loaded again.
  const isHidden = parentId !== null && timeline.reopening.has(parentId)
  return timeline.loaded && timeline.revision >= revision && !isHidden
}

/** What is pending where it is not known whether the log has any of it. */
export const notAccepted = (pending: ClientState['pending']): ClientState['pending'] =>
  pending.map((message) => ({ ...message, acceptedAt: null, revision: null }))

/** What is pending after updates: one's own messages among them say where they stand. */
export const foldPending = (
  pending: ClientState['pending'],
  updates: ReadonlyArray<Update>,
  me: UserId,
): ClientState['pending'] => {
  if (pending.length === 0) return pending
  const came = updates.flatMap((update) => broughtBy(update).map((message) => ({ message, update })))
  return came.length === 0
    ? pending
    : pending.map((one) => {
        const update = came.find(({ message }) => isOf(one, message, me))?.update
        return update === undefined
          ? one
          : { ...one, acceptedAt: update.position, revision: update.revision, failure: null }
      })
}

/** What is pending after a channel began anew with messages that were read from it. */
export const pendingBeside = (
  pending: ClientState['pending'],
  messages: ReadonlyArray<MessageView>,
  me: UserId | undefined,
): ClientState['pending'] =>
  pending.length === 0
    ? pending
    : pending.filter((one) => !messages.some((message) => isOf(one, message, me)))

/** Whether a message is the one that is pending: its name is its sender's own in its channel. */
const isOf = (
  { channelId, clientMessageId }: PendingMessage,
  message: MessageView,
  me: UserId | undefined,
): boolean =>
  message.clientMessageId === clientMessageId && message.channelId === channelId && message.senderId === me
