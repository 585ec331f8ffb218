import { ChannelEvent, InboxEvent, Position, Revision } from '@parley/domain'
import * as t from 'io-ts'

/**
 * What changed, as the event that changed it, in the form of today: a client folds it into what it shows, exactly
 * once and in order, by the revision. An update of a channel goes to whoever watches the channel, one of an inbox
 * to its person alone; `revision` counts in the stream of the one or the other.
 */
export const Update = t.strict(
  { revision: Revision, position: Position, event: t.union([ChannelEvent, InboxEvent]) },
  'Update',
)
export type Update = t.TypeOf<typeof Update>
