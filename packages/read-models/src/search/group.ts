import { channelStreams } from '@parley/domain'
import type { Group } from '../group.ts'
import { searchableChannelsModel, searchableMessagesModel } from './projection.ts'
import { searchableChannels } from './table.ts'

/** By what messages are found. */
export const search: Group = {
  name: 'search',
  without: 'what people search for may not be found, and all else goes on',
  readModels: [searchableChannelsModel, searchableMessagesModel],
  streamPlaces: [{ kind: channelStreams, table: searchableChannels, address: ['tenant_id', 'channel_id'] }],
}
