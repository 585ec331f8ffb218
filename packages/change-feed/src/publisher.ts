import type { Position } from '@parley/domain'
import type { FeedEntry } from './change-feed.ts'

/** What a projector committed: everything after one position up to another. */
export interface Published {
  readonly after: Position
  readonly position: Position
  /** In the order of the log; none where nothing in between was ours. */
  readonly entries: ReadonlyArray<FeedEntry>
}

/** How a projector in the same process hands over what it committed, so that nobody reads it back. */
export interface FeedPublisher {
  /** Names the projector in the notifications that other processes are woken by. */
  readonly origin: string
  /** To be called after each commit, in their order. */
  readonly publish: (published: Published) => void
  /** Something may have been committed that can't be handed over: tails look for themselves. */
  readonly lost: () => void
}
