import { ChannelId } from '@parley/domain'
import * as t from 'io-ts'
import { ChannelView } from '../views/channel.ts'
import { page, queryDefinition, Search } from './query-definition.ts'

/** The open channels of the tenant, by name; `search` within the name. */
export const browse = queryDefinition(
  'browse',
  {},
  { ...page, search: Search, after: ChannelId },
  { channels: t.array(t.strict({ channel: ChannelView, member: t.boolean })), more: t.boolean },
)
