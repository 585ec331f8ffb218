import type { EventIn } from '@parley/domain'
import type { ChannelUpdateEvent, Update } from './update.ts'

/** An update of a channel: `revision` counts in its stream. */
interface ChannelUpdate extends Update {
  readonly event: ChannelUpdateEvent
}

/** The events of an inbox by their types: one that is missing does not compile. */
const ofInbox: Readonly<Record<EventIn<'inbox'>['type'], true>> = { ReadMarked: true }

/** Whether what is told is of a channel; if not, it is of one person's inbox. */
export const isOfChannel = (event: Update['event']): event is ChannelUpdateEvent => !(event.type in ofInbox)

/** Those of updates that are of a channel. */
export const ofChannels = (updates: ReadonlyArray<Update>): ReadonlyArray<ChannelUpdate> =>
  updates.filter((update): update is ChannelUpdate => isOfChannel(update.event))
