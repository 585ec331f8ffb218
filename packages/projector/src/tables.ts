import { eventDefinitions } from '@parley/domain'
import { parkedStreams, readModels } from '@parley/read-models'
import { type Generation, generationOf, type Versioned } from '@parley/projection'
import { latestEvent } from './latest-event.ts'

/** The events that this build can read, each in the version in which it is written now. */
const read = eventDefinitions.map(({ type, version }) => `${type}@${version}`)

/** All that a projector writes: the read models, what it gave up, and the event that it projected last. */
const written: ReadonlyArray<Versioned> = [
  ...readModels,
  { table: parkedStreams, version: 1 },
  { table: latestEvent, version: 1 },
]

/** The generation of this build. `prefix` begins the name of its schema. */
export const ownGeneration = (prefix?: string): Generation => generationOf({ written, read }, prefix)
