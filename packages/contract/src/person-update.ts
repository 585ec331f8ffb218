import { Position, Revision, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { Cause } from './changes/cause.ts'
import { Change } from './changes/change.ts'
import { known } from './decoding/known.ts'

/**
 * What changed of what a person says of themselves, in rows: it goes to that person, and to those who watch a channel
 * that they are a member of. `revision` counts what they said, from 0 without holes: who misses one asks anew.
 */
export const PersonUpdate = t.strict(
  {
    userId: UserId,
    revision: Revision,
    position: Position,
    cause: Cause,
    changes: known(Change, 'row'),
  },
  'PersonUpdate',
)
export type PersonUpdate = t.TypeOf<typeof PersonUpdate>
