import { ChannelNotificationMode, type ChannelNotificationSet, type ChannelType } from '@parley/domain'
import { conversationType } from '@parley/domain/permissions'
import { later } from './items.ts'
import { type ChannelFacts, named } from './names.ts'
import { type ChannelDocuments, type Report, tell } from './read-documents.ts'

/**
 * Of what a channel notifies its members; nothing where that is the default. A mode that is not known is reported, and any
 * of a conversation, which has none of its own.
 */
export const notificationIn = (
  { channel }: ChannelDocuments,
  { at: began, by, tenantId, channelId }: ChannelFacts,
  channelType: ChannelType,
  report: Report,
) => {
  const { parley, notificationMode = 'default' } = channel.document
  const said = () => {
    const isKnown = ChannelNotificationMode.is(notificationMode)
    if (isKnown && (notificationMode === 'default' || channelType !== conversationType))
      return { at: began, by, mode: notificationMode }
    const why = isKnown ? 'none that a conversation can have' : 'none that there is here'
    tell(report, channel, `its notificationMode is ${why}: it notifies of all`, 'mended')
    return null
  }
  const notification = parley === undefined ? said() : parley.notification
  if (notification === null || notification.mode === 'default') return []
  const { at, by: setter, mode } = notification
  const commandId = named('notification', channelId)
  const facts = { tenantId, channelId, by: setter, at, commandId }
  const event: ChannelNotificationSet = { type: 'ChannelNotificationSet', ...facts, mode }
  return [{ key: later(at, began), event }]
}
