import { channelsModel } from './channels/projection.ts'
import { commandsModel } from './commands/projection.ts'
import { cursorsModel } from './cursors/projection.ts'
import { feedsModel } from './feeds/projection.ts'
import { inboxesModel } from './inboxes/projection.ts'
import { membersModel } from './members/projection.ts'
import { messagesModel } from './messages/projection.ts'
import { peopleModel } from './people/projection.ts'
import { reactionsModel } from './reactions/projection.ts'
import { channelStreams, inboxStreams } from '@parley/domain'
import type { ReadModel, StreamPlace } from '@parley/projection'
import { channels } from './channels/table.ts'
import { inboxes } from './inboxes/table.ts'

/** Every read model of a generation. */
export const readModels: ReadonlyArray<ReadModel> = [
  channelsModel,
  feedsModel,
  membersModel,
  peopleModel,
  messagesModel,
  reactionsModel,
  commandsModel,
  inboxesModel,
  cursorsModel,
]

/** Where it stands how far each stream is projected. */
export const streamPlaces: ReadonlyArray<StreamPlace> = [
  { kind: channelStreams, table: channels, address: ['tenant_id', 'channel_id'] },
  { kind: inboxStreams, table: inboxes, address: ['tenant_id', 'user_id'] },
]
