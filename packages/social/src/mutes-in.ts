import type { ChannelMuted, ChannelType, MemberMuted, Timestamp } from '@parley/domain'
import { conversationType } from '@parley/domain/permissions'
import { type Channel, type ChannelUser, Moment } from './documents.ts'
import { later } from './items.ts'
import { type ChannelFacts, importer, mark, momentOf, named, personOf } from './names.ts'
import { type ChannelDocuments, type FoundDocument, type Report, tell } from './read-documents.ts'

interface TimedMute {
  readonly key: Timestamp
  readonly event: ChannelMuted | MemberMuted
}

/** The mutes of a channel and of people in it. One of a conversation, where nobody mutes, is reported. */
export const mutesIn = (
  { channel, users }: ChannelDocuments,
  { at: began, tenantId, channelId }: ChannelFacts,
  channelType: ChannelType,
  report: Report,
): ReadonlyArray<TimedMute> => {
  const inChannel = { tenantId, channelId }
  const said = (found: FoundDocument<Channel | ChannelUser>) => {
    const { muteTimeout, updatedAt, createdAt } = found.document
    if (muteTimeout === undefined || muteTimeout === null) return null
    const isMoment = Moment.is(muteTimeout)
    if (isMoment && channelType !== conversationType)
      return {
        at: momentOf(updatedAt ?? createdAt),
        by: importer,
        until: momentOf(muteTimeout),
        reason: null,
      }
    const why = isMoment ? 'nobody is muted in a conversation' : 'its muteTimeout is no moment'
    tell(report, found, `${why}: it is left out`, 'mended')
    return null
  }
  const ofChannel = channel.document.parley === undefined ? said(channel) : channel.document.parley.muted
  const ofPeople = [...users].flatMap(([id, found]): TimedMute[] => {
    const userId = personOf(id)
    const mute = found.document.parley === undefined ? said(found) : found.document.parley.mute
    // Who can be nobody here was reported with the members.
    if (mute === null || userId === undefined) return []
    const { at, by, until, reason } = mute
    const facts = { ...inChannel, by, at, commandId: named('mute', mark(userId)) }
    return [{ key: later(at, began), event: { type: 'MemberMuted', ...facts, userId, until, reason } }]
  })
  if (ofChannel === null) return ofPeople
  const { at, by, until, reason } = ofChannel
  const facts = { ...inChannel, by, at, commandId: named('mute-channel', channelId) }
  return [{ key: later(at, began), event: { type: 'ChannelMuted', ...facts, until, reason } }, ...ofPeople]
}
