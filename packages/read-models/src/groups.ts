import { addressOf } from '@parley/domain'
import type { StreamPlace } from '@parley/projection'
import type { Group } from './group.ts'
import { readModels, streamPlaces } from './read-models.ts'
import { search } from './search/group.ts'

/** What decisions, lists and channels need: nobody chats without it. */
export const core: Group = {
  name: 'core',
  without: 'people who are there talk on, and what others load is old or not there',
  readModels,
  streamPlaces,
}

/** What people can do without for a while. */
export const otherGroups: ReadonlyArray<Group> = [search]

/** Every group: another one is one more line above. */
export const groups: ReadonlyArray<Group> = [core, ...otherGroups]

/** Where it stands in this group how far a stream is projected; undefined: the stream does not concern it. */
export const placeIn = ({ streamPlaces: places }: Group, stream: string): StreamPlace | undefined => {
  const address: Readonly<Record<string, string>> | undefined = addressOf(stream)
  return places.find(({ kind }) => kind.kind === address?.['kind'])
}
