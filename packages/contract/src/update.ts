import {
  Body,
  ChannelArchived,
  ChannelCreated,
  ChannelDescribed,
  ChannelRenamed,
  MemberJoined,
  MemberLeft,
  MemberRoleChanged,
  MessageDeleted,
  MessageEdited,
  MessageSent,
  Position,
  ReactionAdded,
  ReactionName,
  ReactionRemoved,
  ReadMarked,
  Revision,
} from '@parley/domain'
import * as t from 'io-ts'

const bodyOrNull = { body: t.union([Body, t.null]) }
const nameOrNull = { name: t.union([ReactionName, t.null]) }

/**
 * An event of a channel as it is told: as it stands in the log, but for what a later update takes back. The body of a
 * message that was edited or deleted since is null, and so is the name of a reaction that does not stand any more.
 */
export const ChannelUpdateEvent = t.union(
  [
    ChannelCreated.codec,
    ChannelRenamed.codec,
    ChannelDescribed.codec,
    ChannelArchived.codec,
    MemberJoined.codec,
    MemberLeft.codec,
    MemberRoleChanged.codec,
    t.strict({ ...MessageSent.codec.type.props, ...bodyOrNull }, MessageSent.type),
    t.strict({ ...MessageEdited.codec.type.props, ...bodyOrNull }, MessageEdited.type),
    MessageDeleted.codec,
    t.strict({ ...ReactionAdded.codec.type.props, ...nameOrNull }, ReactionAdded.type),
    t.strict({ ...ReactionRemoved.codec.type.props, ...nameOrNull }, ReactionRemoved.type),
  ],
  'ChannelUpdateEvent',
)
export type ChannelUpdateEvent = t.TypeOf<typeof ChannelUpdateEvent>

/**
 * What changed, as the event that changed it, in the form of today: a client folds it into what it shows, exactly
 * once and in order, by the revision. An update of a channel goes to whoever watches the channel, one of an inbox
 * to its person alone; `revision` counts in the stream of the one or the other.
 */
export const Update = t.strict(
  { revision: Revision, position: Position, event: t.union([ChannelUpdateEvent, ReadMarked.codec]) },
  'Update',
)
export type Update = t.TypeOf<typeof Update>
