import { addressOf } from '@parley/domain'
import type { ReadModel, StreamPlace } from '@parley/projection'
import { readModels, streamPlaces } from './read-models.ts'

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

/** What decisions, lists and channels need: nobody chats without it. */
export const core: Group = {
  name: 'core',
  without: 'people who are there talk on, and what others load is old or not there',
  readModels,
  streamPlaces,
}

/** What people can do without for a while. */
export const otherGroups: ReadonlyArray<Group> = []

/** Every group: another one is one more line above. */
export const groups: ReadonlyArray<Group> = [core, ...otherGroups]

/** Where it stands in this group how far a stream is projected; undefined: the stream does not concern it. */
export const placeIn = ({ streamPlaces: places }: Group, stream: string): StreamPlace | undefined => {
  const address: Readonly<Record<string, string>> | undefined = addressOf(stream)
  return places.find(({ kind }) => kind.kind === address?.['kind'])
}
