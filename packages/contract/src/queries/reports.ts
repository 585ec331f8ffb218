import { ChannelId, FlagCount, FlagLimit, MessageId, ReasonOrNone, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { MessageView } from '../views/message.ts'
import { page, queryDefinition } from './query-definition.ts'

/** Who flags a message, why and since when. */
const FlagView = t.strict({ userId: UserId, reason: ReasonOrNone, flaggedAt: Timestamp }, 'FlagView')

/** A message that people flag, of how many, and the latest flags on it, the last first. */
const ReportView = t.strict(
  { message: MessageView, flagCount: FlagCount, flags: t.array(FlagView) },
  'ReportView',
)

/**
 * The messages of a channel that are flagged and stand, the one that was flagged last first, after a message of the page
 * before; and by how many flags one is deleted there, null: by none. For who may see flags there.
 */
export const reports = queryDefinition(
  'reports',
  { channelId: ChannelId },
  { ...page, after: MessageId },
  { flagLimit: t.union([FlagLimit, t.null]), reports: t.array(ReportView), more: t.boolean },
)
