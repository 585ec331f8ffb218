import * as t from 'io-ts'
import { ChannelCreated } from './channel-created.ts'
import { ChannelRenamed } from './channel-renamed.ts'
import { ChannelDescribed } from './channel-described.ts'
import { ChannelArchived } from './channel-archived.ts'
import { MemberJoined } from './member-joined.ts'
import { MemberLeft } from './member-left.ts'
import { MemberRoleChanged } from './member-role-changed.ts'
import { MessageSent } from './message-sent.ts'
import { MessageEdited } from './message-edited.ts'
import { MessageDeleted } from './message-deleted.ts'
import { ReactionAdded } from './reaction-added.ts'
import { ReactionRemoved } from './reaction-removed.ts'

/** All that happens in a channel's stream. */
export const ChannelEvent = t.union(
  [
    ChannelCreated,
    ChannelRenamed,
    ChannelDescribed,
    ChannelArchived,
    MemberJoined,
    MemberLeft,
    MemberRoleChanged,
    MessageSent,
    MessageEdited,
    MessageDeleted,
    ReactionAdded,
    ReactionRemoved,
  ],
  'ChannelEvent',
)
export type ChannelEvent = t.TypeOf<typeof ChannelEvent>
