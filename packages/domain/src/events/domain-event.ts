import type { ChannelEvent } from './channel-event.ts'
import type { InboxEvent } from './inbox-event.ts'

/** Everything that the log of the engine can say. */
export type DomainEvent = ChannelEvent | InboxEvent
