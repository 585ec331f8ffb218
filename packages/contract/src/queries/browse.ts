import { ChannelId, ChannelType, Tag } from '@parley/domain'
import * as t from 'io-ts'
import { ChannelView } from '../views/channel.ts'
import { page, queryDefinition, Search } from './query-definition.ts'

/** The open channels of the tenant, by name; `search` within the name, of one type, with one tag. */
export const browse = queryDefinition(
  'browse',
  {},
  { ...page, search: Search, channelType: ChannelType, tag: Tag, after: ChannelId },
  { channels: t.array(t.strict({ channel: ChannelView, member: t.boolean })), more: t.boolean },
)
