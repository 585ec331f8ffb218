import {
  type ChannelType,
  FlagCount,
  FlagLimit,
  type FlagLimitSet,
  type MessageFlagged,
} from '@parley/domain'
import { certain, type Timestamp } from '@parley/domain'
import { conversationType } from '@parley/domain/permissions'
import type { Message } from './documents.ts'
import { later } from './items.ts'
import { type ChannelFacts, importer, mark, momentOf, named } from './names.ts'
import { type ChannelDocuments, type FoundDocument, type Report, tell } from './read-documents.ts'

interface Timed<Event> {
  readonly key: Timestamp
  readonly event: Event
}
type About = Pick<MessageFlagged, 'messageId' | 'senderId' | 'feedId' | 'segment' | 'parentId'>

/** Who flags a message, after it was sent. Who does so elsewhere, other systems' documents do not say. */
export const flagsIn = (
  found: FoundDocument<Message> | null,
  inChannel: Pick<ChannelFacts, 'tenantId' | 'channelId'>,
  about: About,
  sentAt: Timestamp,
): ReadonlyArray<Timed<MessageFlagged>> => {
  const flags = (found?.document.parley?.flags ?? []).toSorted((one, other) => (one.at < other.at ? -1 : 1))
  return flags.map(({ by, at, reason }, n) => {
    const commandId = named('flag', `${about.messageId}:${mark(by)}`)
    const is = { flagCount: certain(FlagCount, n + 1), reason }
    const event: MessageFlagged = { type: 'MessageFlagged', ...inChannel, by, at, commandId, ...about, ...is }
    return { key: later(at, sentAt), event }
  })
}

/** By how many flags messages are deleted. A number that can be none here is reported. */
export const flagLimitIn = (
  { channel }: ChannelDocuments,
  { at: began, tenantId, channelId }: ChannelFacts,
  channelType: ChannelType,
  report: Report,
): ReadonlyArray<Timed<FlagLimitSet>> => {
  const { parley, messageAutoDeleteEnabled, autoDeleteMessageByFlagLimit: most } = channel.document
  const said = () => {
    if (messageAutoDeleteEnabled !== true) return null
    const at = momentOf(channel.document.updatedAt ?? channel.document.createdAt)
    if (FlagLimit.is(most) && channelType !== conversationType) return { at, by: importer, limit: most }
    tell(report, channel, 'its autoDeleteMessageByFlagLimit can be none here: it is left out', 'mended')
    return null
  }
  const flagLimit = parley === undefined ? said() : parley.flagLimit
  if (flagLimit === null) return []
  const { at, by, limit } = flagLimit
  const facts = { tenantId, channelId, by, at, commandId: named('flag-limit', channelId) }
  return [{ key: later(at, began), event: { type: 'FlagLimitSet', ...facts, limit } }]
}
