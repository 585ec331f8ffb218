import { eventDefinitions } from '@parley/domain'
import { core, type Group, parkedStreams } from '@parley/read-models'
import { type Generation, generationOf, type Versioned } from '@parley/projection'
import { latestEvent } from './latest-event.ts'

/** The events that this build can read, each in the version in which it is written now. */
const read = eventDefinitions.map(({ type, version }) => `${type}@${version}`)

/** All that a projector of a group writes: its read models, what it gave up, and the event that it projected last. */
const written = ({ readModels }: Group): ReadonlyArray<Versioned> => [
  ...readModels,
  { table: parkedStreams, version: 1 },
  { table: latestEvent, version: 1 },
]

/** A generation of a group of read models, which projects into it. */
export interface GroupGeneration extends Generation {
  readonly group: Group
}

/**
 * The generation of a group that this build makes. `prefix` begins the name of its schema; what lies in that of another
 * group than the core begins with the name of the group, too: `parley_search_0123456789ab`.
 */
export const ownGeneration = (prefix = 'parley', group = core): GroupGeneration => ({
  ...generationOf({ written: written(group), read }, group === core ? prefix : `${prefix}_${group.name}`),
  group,
})

/** The name of the group that a schema is of, as far as its name tells: the core where it names no other. */
export const groupOfSchema = (schema: string): string => {
  const named = /_([a-z]{1,16})_[0-9a-f]{12}(?:_|$)/.exec(schema)?.[1]
  return named === undefined || named === 'eventstoredb' ? core.name : named
}
