import { channelStreams, fileStreams, inboxStreams, userStreams } from '@parley/domain'
import type { StreamKind, StreamKindName } from '@parley/domain'
import type { ReadModel, StreamPlace } from '@parley/projection'
import type { Query } from '@parley/contract'
import { browse } from './channels/browse.ts'
import { channelsModel } from './channels/projection.ts'
import { channels } from './channels/table.ts'
import { commandsModel } from './commands/projection.ts'
import { conversation, conversations } from './conversations/queries.ts'
import { unread } from './conversations/unread-messages.ts'
import { feedCountsModel, senderCountsModel } from './counts/projection.ts'
import { cursorsModel } from './cursors/projection.ts'
import { feedsModel } from './feeds/projection.ts'
import { filesModel } from './files/projection.ts'
import { file } from './files/query.ts'
import { fileReferencesModel } from './files/references.ts'
import { files } from './files/table.ts'
import { inboxesModel } from './inboxes/projection.ts'
import { inboxes } from './inboxes/table.ts'
import { membersModel } from './members/projection.ts'
import { members } from './members/queries.ts'
import { mentionsModel } from './mentions/projection.ts'
import { messagesModel } from './messages/projection.ts'
import { history, thread } from './messages/queries.ts'
import { bans } from './moderation/bans-query.ts'
import { bansModel } from './moderation/bans.ts'
import { flagLimitsModel, flagsModel } from './moderation/flags.ts'
import { limits } from './moderation/limits-query.ts'
import { channelLimitsModel, limitsModel, ratesModel } from './moderation/limits.ts'
import { mutes } from './moderation/mutes-query.ts'
import { channelMutesModel, mutesModel } from './moderation/mutes.ts'
import { reports } from './moderation/reports-query.ts'
import { restraints } from './moderation/restraints-query.ts'
import { directory } from './people/directory.ts'
import { profilesModel } from './people/profiles.ts'
import { profiles } from './people/profiles-query.ts'
import { peopleModel } from './people/projection.ts'
import { people } from './people/queries.ts'
import { selfCommandsModel } from './people/self-commands.ts'
import { statusesModel } from './people/statuses.ts'
import { userStreamsModel, userStreamsRead } from './people/user-streams.ts'
import { draftsModel } from './personal/drafts.ts'
import { favouritesModel } from './personal/favourites.ts'
import { notificationsModel } from './personal/notifications.ts'
import { ownCommandsModel } from './personal/own-commands.ts'
import { putAwayModel } from './personal/put-away.ts'
import { pinned, pinsModel } from './pins/pins.ts'
import type { AnswerTo } from './queries/queries.ts'
import { deliveredModel } from './receipts/delivered.ts'
import { receiptsKeptModel } from './receipts/kept.ts'
import { receipts } from './receipts/query.ts'
import { search } from './search/query.ts'
import { editsModel } from './versions/edits.ts'
import { versions } from './versions/query.ts'
import { reactionsModel } from './reactions/projection.ts'
import { reactions } from './reactions/queries.ts'

/** All that the read models hold and answer: a line for each. */

/** Every read model of a generation. */
export const readModels: ReadonlyArray<ReadModel> = [
  channelsModel,
  feedsModel,
  membersModel,
  peopleModel,
  messagesModel,
  editsModel,
  feedCountsModel,
  senderCountsModel,
  mentionsModel,
  reactionsModel,
  pinsModel,
  bansModel,
  mutesModel,
  channelMutesModel,
  limitsModel,
  channelLimitsModel,
  ratesModel,
  flagsModel,
  flagLimitsModel,
  commandsModel,
  inboxesModel,
  cursorsModel,
  ownCommandsModel,
  notificationsModel,
  putAwayModel,
  favouritesModel,
  draftsModel,
  deliveredModel,
  receiptsKeptModel,
  userStreamsModel,
  selfCommandsModel,
  profilesModel,
  statusesModel,
  filesModel,
  fileReferencesModel,
]

/** How each type of query is answered. */
export const answers: { readonly [Type in Query['type']]: AnswerTo<Type> } = {
  conversations,
  conversation,
  history,
  thread,
  members,
  browse,
  people,
  reactions,
  pinned,
  search,
  unread,
  bans,
  receipts,
  mutes,
  restraints,
  limits,
  versions,
  reports,
  directory,
  profiles,
  file,
}

/** The group beside the core that is asked, too, by the type of query; the core alone answers all others. */
export const otherGroupOf: { readonly [Type in Query['type']]?: string } = { search: 'search' }

/** Where it stands how far each stream is projected, by the name of its kind. */
const streamPlaceOf: {
  readonly [Kind in StreamKindName]: StreamPlace & { readonly kind: StreamKind<Kind> }
} = {
  channel: { kind: channelStreams, table: channels, address: ['tenant_id', 'channel_id'] },
  inbox: { kind: inboxStreams, table: inboxes, address: ['tenant_id', 'user_id'] },
  user: { kind: userStreams, table: userStreamsRead, address: ['tenant_id', 'user_id'] },
  file: { kind: fileStreams, table: files, address: ['tenant_id', 'file_id'] },
}

export const streamPlaces: ReadonlyArray<StreamPlace> = Object.values(streamPlaceOf)
