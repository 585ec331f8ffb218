import type * as t from 'io-ts'
import { oneOf } from '../kit/union.ts'

/** What somebody wants to be notified of: what the channel says by default, all messages, those that mention them, none. */
export const NotificationMode = oneOf(['default', 'all', 'mentions', 'silent'], 'NotificationMode')
export type NotificationMode = t.TypeOf<typeof NotificationMode>

/**
 * Of what a channel notifies its members: of all that they did not turn off (`default`); of nothing, whatever they chose
 * (`silent`); of what they chose to be notified of, and else of nothing (`subscribe`).
 */
export const ChannelNotificationMode = oneOf(['default', 'silent', 'subscribe'], 'ChannelNotificationMode')
export type ChannelNotificationMode = t.TypeOf<typeof ChannelNotificationMode>
