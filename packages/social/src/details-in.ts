import { type ChannelDetailsChanged, type ChannelType, FileId } from '@parley/domain'
import { channelTypes } from '@parley/domain/permissions'
import { later } from './items.ts'
import { metadataIn, tagsIn } from './kept-in.ts'
import { type ChannelFacts, named } from './names.ts'
import { type ChannelDocuments, type FoundDocument, type Report, tell } from './read-documents.ts'
import type { Channel } from './documents.ts'

/** What is kept with a channel, as one change; none where nothing is. */
export const detailsIn = (
  { channel }: ChannelDocuments,
  { at: began, by, tenantId, channelId }: ChannelFacts,
  channelType: ChannelType,
  report: Report,
) => {
  const { parley } = channel.document
  const details =
    parley === undefined ? { at: began, by, ...saidIn(channel, channelType, report) } : parley.details
  if (details === null) return []
  const { at, by: changer, metadata, tags, avatarFileId, isPublic } = details
  const changed = {
    ...(metadata === null ? {} : { metadata }),
    ...(tags === null ? {} : { tags }),
    ...(avatarFileId === null ? {} : { avatarFileId }),
    ...(isPublic === null ? {} : { isPublic }),
  }
  if (Object.keys(changed).length === 0) return []
  const facts = { tenantId, channelId, by: changer, at, commandId: named('details', channelId) }
  const event: ChannelDetailsChanged = { type: 'ChannelDetailsChanged', ...facts, ...changed }
  return [{ key: later(at, began), event }]
}

/** The same of a document from elsewhere; what can be none here is reported. */
const saidIn = (channel: FoundDocument<Channel>, channelType: ChannelType, report: Report) => {
  const { avatarFileId, isPublic } = channel.document
  const { listed } = channelTypes[channelType]
  const avatar = FileId.is(avatarFileId) ? avatarFileId : null
  if (avatar === null && typeof avatarFileId === 'string' && avatarFileId !== '')
    tell(report, channel, 'its avatarFileId can be no name of a file here', 'mended')
  if (isPublic === true && !listed)
    tell(report, channel, `is public, and no ${channelType} channel is: it is not listed`, 'mended')
  return {
    metadata: metadataIn(channel, report),
    tags: tagsIn(channel, report),
    avatarFileId: avatar,
    isPublic: isPublic === false && listed ? false : null,
  }
}
