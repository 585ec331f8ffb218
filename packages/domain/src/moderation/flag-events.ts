import * as t from 'io-ts'
import type { EventOf } from '../kit/event.ts'
import { put, remove } from '../kit/row.ts'
import { messageFacts } from '../messages/message-facts.ts'
import { channelEvent } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import { UserId } from '../values/ids.ts'
import { listOf } from '../values/list-of.ts'
import { forModerators } from './for-moderators.ts'
import { FlagCount, flagged, FlagLimit, flagLimitKey, flagsKey, maxFlags, unflagged } from './flag-rows.ts'
import { ReasonOrNone } from './reason.ts'

/** Somebody drew moderators' attention to a message. */
export const MessageFlagged = channelEvent(
  'MessageFlagged',
  {
    ...messageFacts,
    /** Of how many people, with this one. */
    flagCount: FlagCount,
    reason: ReasonOrNone,
  },
  { ...forModerators, rows: (event) => [flagged(event.messageId, event.by), done(event)] },
)
export type MessageFlagged = EventOf<typeof MessageFlagged>

/** Somebody took their flag back. */
export const MessageUnflagged = channelEvent(
  'MessageUnflagged',
  { ...messageFacts, flagCount: FlagCount },
  { ...forModerators, rows: (event) => [unflagged(event.messageId, event.by), done(event)] },
)
export type MessageUnflagged = EventOf<typeof MessageUnflagged>

/** A moderator looked at a message and found that it may stand. */
export const FlagsCleared = channelEvent(
  'FlagsCleared',
  {
    ...messageFacts,
    /** Whose flags they were: so nobody has to look them up. */
    userIds: listOf(UserId, maxFlags),
  },
  { ...forModerators, rows: (event) => [remove(flagsKey(event.messageId)), done(event)] },
)
export type FlagsCleared = EventOf<typeof FlagsCleared>

/** By how many flags messages of the channel are deleted from now on; null: by none. */
export const FlagLimitSet = channelEvent(
  'FlagLimitSet',
  { limit: t.union([FlagLimit, t.null]) },
  {
    ...forModerators,
    rows: (event) => [
      event.limit === null
        ? remove(flagLimitKey)
        : put(flagLimitKey, { kind: 'flagLimit', limit: event.limit }),
      done(event),
    ],
  },
)
export type FlagLimitSet = EventOf<typeof FlagLimitSet>
