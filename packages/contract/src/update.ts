import { ChannelId, Position, Revision } from '@parley/domain'
import * as t from 'io-ts'
import { Cause } from './changes/cause.ts'
import { Change } from './changes/change.ts'
import { known } from './decoding/known.ts'

/**
 * What changed in a channel, once and in order by the revision: in rows, so that a client takes it in without knowing
 * what happened. It goes to whoever watches the channel; with `own` it is of the inbox of one person, to whom alone it
 * goes, and `revision` counts there. What somebody may not see is an update without changes.
 */
export const Update = t.exact(
  t.intersection([
    t.type({
      revision: Revision,
      position: Position,
      channelId: ChannelId,
      cause: Cause,
      changes: known(Change, 'row'),
    }),
    t.partial({ own: t.literal(true) }),
  ]),
  'Update',
)
export type Update = t.TypeOf<typeof Update>
