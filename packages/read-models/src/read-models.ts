import { channelsModel } from './channels/projection.ts'
import { commandsModel } from './commands/projection.ts'
import { cursorsModel } from './cursors/projection.ts'
import { feedsModel } from './feeds/projection.ts'
import { inboxesModel } from './inboxes/projection.ts'
import { membersModel } from './members/projection.ts'
import { messagesModel } from './messages/projection.ts'
import { peopleModel } from './people/projection.ts'
import { reactionsModel } from './reactions/projection.ts'
import type { ReadModel } from '@parley/projection'

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
