import { Revision } from '@parley/domain'
import * as t from 'io-ts'

const Count = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n > 0, 'Count')

/** What is kept of a stream. Events that fall out are not read any more; revisions stay as they are. */
export const StreamMetadata = t.exact(
  t.partial({
    /** Seconds; older events fall out. */
    maxAge: Count,
    /** Only the newest so many events. */
    maxCount: Count,
    /** Events before this revision fall out. */
    truncateBefore: Revision,
  }),
  'StreamMetadata',
)
export type StreamMetadata = t.TypeOf<typeof StreamMetadata>
