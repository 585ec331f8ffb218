import type {
  Body,
  ChannelId,
  CommandId,
  MessageId,
  Position,
  Rejection,
  Segment,
  TenantId,
  Timestamp,
  UserId,
} from '@parley/domain'
import type { ConversationView, ProtocolError } from '@parley/protocol'
import type { ShownPreview } from './preview.ts'
import type { Timeline } from './timeline.ts'

/**
 * connecting: not there yet, or again; online: what is shown is followed; denied: the token was not taken, and
 * nothing goes on before a new one; closed: by `close`.
 */
export type Status = 'connecting' | 'online' | 'denied' | 'closed'

/** A message that was written here and has not come back in an update. */
export interface PendingMessage {
  readonly clientMessageId: CommandId
  readonly channelId: ChannelId
  readonly parentId: MessageId | null
  readonly body: Body
  readonly writtenAt: Timestamp
  /** Where the server has it; null until it says so. */
  readonly acceptedAt: Position | null
  /** Why it was turned down; null while it is on its way. */
  readonly failure: Rejection | ProtocolError | null
}

/** Somebody who writes, in a channel or in one of its threads. */
export interface Typist {
  readonly userId: UserId
  readonly parentId: MessageId | null
}

/** A line of the conversation list, and up to which position it has taken in what the person read elsewhere. */
export interface Conversation extends Omit<ConversationView, 'lastMessage'> {
  readonly lastMessage: ShownPreview | null
  readonly inboxPosition: Position
}

/** Up to where nothing of a channel counts as unread, at the top of threads: what was read, or there when one joined. */
export const seenTo = ({ readTo, joinedSegment }: Conversation): Segment =>
  readTo > joinedSegment ? readTo : joinedSegment

/** A line as an answer has it that was read at a position. */
export const conversationAt = (view: ConversationView, position: Position): Conversation => ({
  ...view,
  lastMessage: view.lastMessage === null ? null : { ...view.lastMessage, asOf: position },
  inboxPosition: position,
})

/** Everything that a page renders. Immutable: what changes is another object, what did not is the same one. */
export interface ClientState {
  readonly status: Status
  /** Why the server does not let one in, where `status` is `denied`. */
  readonly denial: ProtocolError | null
  readonly me: { readonly tenantId: TenantId; readonly userId: UserId } | null
  /** Whether the conversation list has come at all. */
  readonly loaded: boolean
  readonly conversations: ReadonlyMap<ChannelId, Conversation>
  /** Of the channels that are open. */
  readonly timelines: ReadonlyMap<ChannelId, Timeline>
  readonly online: ReadonlyMap<ChannelId, ReadonlySet<UserId>>
  readonly typists: ReadonlyMap<ChannelId, ReadonlyArray<Typist>>
  readonly pending: ReadonlyArray<PendingMessage>
}

export const initialState: ClientState = {
  status: 'connecting',
  denial: null,
  me: null,
  loaded: false,
  conversations: new Map(),
  timelines: new Map(),
  online: new Map(),
  typists: new Map(),
  pending: [],
}

/**
 * Leaves out the pending messages that are kept by the server and come by now as messages of their channel: by an
 * update of their own, or in a snapshot that was read later.
 */
export const withoutArrived = (state: ClientState): ClientState => {
  const isOnItsWay = ({ acceptedAt, channelId }: PendingMessage): boolean => {
    const shown = state.conversations.get(channelId)?.channel.position
    return acceptedAt === null || (shown !== undefined && shown < acceptedAt)
  }
  return state.pending.every(isOnItsWay) ? state : { ...state, pending: state.pending.filter(isOnItsWay) }
}

/** The conversations as a list shows them: latest activity first. */
export const conversationList = (state: ClientState): ReadonlyArray<Conversation> =>
  [...state.conversations.values()].toSorted(
    (a, b) =>
      compare(b.channel.lastActivityAt, a.channel.lastActivityAt) ||
      compare(a.channel.channelId, b.channel.channelId),
  )

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
