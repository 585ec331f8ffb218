import { Body, ChannelId, MessageId, Timestamp } from '@parley/domain'
import * as t from 'io-ts'
import { queryDefinition } from './query-definition.ts'

/** What a message said, from a moment until it was written anew. */
const VersionView = t.strict({ body: Body, saidAt: Timestamp }, 'VersionView')

/** What a message said before it was written anew, the latest first. `more`: there are older ones, which are not told. */
export const versions = queryDefinition(
  'versions',
  { channelId: ChannelId, messageId: MessageId },
  {},
  { messageId: MessageId, versions: t.array(VersionView), more: t.boolean },
)
