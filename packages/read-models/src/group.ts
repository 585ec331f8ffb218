import type { ReadModel, StreamPlace } from '@parley/projection'

/**
 * Read models that are projected together: with tables, generations, a checkpoint and a projector of their own, so that
 * no group waits for another, or stops with it.
 */
export interface Group {
  /** In the names of its schemas, but for the core's: 1 to 16 of `a-z`. */
  readonly name: string
  /** What does not work while the group does not, and what does, for whoever runs Parley. */
  readonly without: string
  readonly readModels: ReadonlyArray<ReadModel>
  /** Where it stands how far each stream is projected. What stands in streams of other kinds does not concern it. */
  readonly streamPlaces: ReadonlyArray<StreamPlace>
}
