import type {
  Beside,
  ChannelId,
  CommandId,
  FeedId,
  MessageId,
  Position,
  Rejection,
  Revision,
  SaidBody,
  Segment,
  TenantId,
  Timestamp,
  UserId,
} from '@parley/domain'
import type { ConversationView, FeedView, PersonView } from '@parley/contract'
import type { ProtocolError } from '@parley/protocol'
import type { ConnectionState, Status } from '../connection/connection-state.ts'
import { withoutEntry } from './persistent-map.ts'
import type { ShownPreview } from './preview.ts'
import type { Timeline } from './timeline.ts'

/** A message that was written here and has not come back in an update. */
export interface PendingMessage extends Beside {
  readonly clientMessageId: CommandId
  readonly channelId: ChannelId
  readonly feedId: FeedId
  readonly parentId: MessageId | null
  readonly body: SaidBody
  readonly writtenAt: Timestamp
  /** Where the server has it, in the log and in its channel's stream; null until it says so. */
  readonly acceptedAt: Position | null
  readonly revision: Revision | null
  /** Why it was turned down; null while it is on its way. */
  readonly failure: Rejection | ProtocolError | null
}

/** Somebody who writes, in a feed or in one of its threads. */
export interface Typist {
  readonly userId: UserId
  readonly feedId: FeedId
  readonly parentId: MessageId | null
}

/** A conversation of the list, and up to which position it has taken in what the person read elsewhere. */
export interface Conversation extends Omit<ConversationView, 'lastMessage'> {
  readonly lastMessage: ShownPreview | null
  readonly inboxPosition: Position
}

/**
 * Up to where nothing counts as unread in a feed, or in the main one of a conversation, at the top of threads: what was
 * read, or there when one joined.
 */
export const seenTo = ({ readTo, joinedSegment }: Pick<FeedView, 'readTo' | 'joinedSegment'>): Segment =>
  readTo > joinedSegment ? readTo : joinedSegment

/** A conversation as an answer has it that was read at a position. */
export const conversationAt = (view: ConversationView, position: Position): Conversation => ({
  ...view,
  lastMessage: view.lastMessage && { ...view.lastMessage, asOf: view.channel.position },
  inboxPosition: position,
})

/** Everything that a page renders. Immutable: what changes is another object, what did not is the same one. */
export interface ClientState {
  readonly status: Status
  /** Why the server does not let one in, where `status` is `denied`. */
  readonly denial: ProtocolError | null
  /** The same at length: why there is no connection, since when, and when another is tried. */
  readonly connection: ConnectionState
  readonly me: { readonly tenantId: TenantId; readonly userId: UserId } | null
  /** Whether the conversation list has come at all. */
  readonly loaded: boolean
  readonly conversations: ReadonlyMap<ChannelId, Conversation>
  /** Of the channels that are open. */
  readonly timelines: ReadonlyMap<ChannelId, Timeline>
  readonly online: ReadonlyMap<ChannelId, ReadonlySet<UserId>>
  readonly typists: ReadonlyMap<ChannelId, ReadonlyArray<Typist>>
  readonly pending: ReadonlyArray<PendingMessage>
  /** What people say of themselves, of those who were asked for with `know`. */
  readonly people: ReadonlyMap<UserId, PersonView>
}

/** What is listed and open without a channel that one is not in any more. */
export const withoutChannel = (
  { conversations, timelines }: Pick<ClientState, 'conversations' | 'timelines'>,
  channelId: ChannelId,
): Pick<ClientState, 'conversations' | 'timelines'> => ({
  conversations: withoutEntry(conversations, channelId),
  timelines: withoutEntry(timelines, channelId),
})

/** What is there of a log of which nothing is known. */
export const nothing = {
  loaded: false,
  conversations: new Map(),
  online: new Map(),
  typists: new Map(),
  people: new Map(),
} satisfies Partial<ClientState>

export const initialState: ClientState = {
  ...nothing,
  status: 'connecting',
  denial: null,
  connection: { status: 'connecting', reason: null, since: 0, nextTryAt: null },
  me: null,
  timelines: new Map(),
  pending: [],
}
