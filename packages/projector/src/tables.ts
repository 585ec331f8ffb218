import { changesTable } from '@parley/change-feed'
import { parkedStreams, readModels } from '@parley/read-models'
import type { AnyTable } from '@parley/projection'

/** All tables that a projector writes: the read models, what it gave up, and the change feed that tells of them. */
export const generationTables: ReadonlyArray<AnyTable> = [
  ...readModels.map(({ table }) => table),
  parkedStreams,
  changesTable,
]
