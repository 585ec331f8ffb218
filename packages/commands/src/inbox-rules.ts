import { inboxDecider } from '@parley/domain'
import type { DomainEvent, InboxEvent, InboxKey, InboxOrder, InboxStateRow } from '@parley/domain'
import type { StreamRules } from './stream/order.ts'

const isInboxEvent = (event: DomainEvent): event is InboxEvent => event.type === 'ReadMarked'

/** The stream of what is one person's alone. */
export const inboxRules: StreamRules<InboxOrder, InboxEvent, InboxKey, InboxStateRow> = {
  decider: inboxDecider,
  isEvent: isInboxEvent,
  // Each mark stands for itself.
  begins: () => true,
  pinned: undefined,
  presumedAbsent: () => [],
}
