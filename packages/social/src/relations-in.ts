import { type ChannelType, OuterId, type Relations, relationsOf } from '@parley/domain'
import { channelTypes } from '@parley/domain/permissions'
import type { Channel } from './documents.ts'
import { type FoundDocument, type Report, tell } from './read-documents.ts'

const attachments = ['postId', 'videoStreamId', 'roomId'] as const

/** What a channel is one of, and what it is attached to; what can be no id here is reported. */
export const relationsIn = (
  channel: FoundDocument<Channel>,
  channelType: ChannelType,
  report: Report,
): Relations => {
  const { channelId, channelPublicId, attachedTo, parley } = channel.document
  const idIn = (what: string, value: unknown): OuterId | undefined => {
    if (OuterId.is(value)) return value
    if (value !== undefined && value !== null && value !== '')
      tell(report, channel, `its ${what} can be no id here`, 'mended')
    return undefined
  }
  // Elsewhere the channel of a community is called what the community is.
  const asCommunity = parley === undefined ? (channelPublicId ?? channelId) : parley.communityId
  const isOfCommunity = channelTypes[channelType].belongsTo === 'communityId'
  const said = new Map<string, unknown>(Object.entries(attachedTo ?? {}))
  const companyId = parley?.companyId ?? undefined
  const communityId = isOfCommunity ? idIn('communityId', asCommunity) : undefined
  const found = attachments.flatMap((what) => {
    const id = idIn(`attachedTo.${what}`, said.get(what))
    return id === undefined ? [] : [[what, id] as const]
  })
  return relationsOf({
    ...(companyId === undefined ? {} : { companyId }),
    ...(communityId === undefined ? {} : { communityId }),
    attachedTo: Object.fromEntries(found),
  })
}
