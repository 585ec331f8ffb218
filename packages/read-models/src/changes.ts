import type { Change } from '@parley/contract'
import { streamKindOf } from '@parley/domain'
import type { StreamKind, ToldEvent } from '@parley/domain'
import { type Projected, type PublicChange, publicChanges } from '@parley/projection'
import { readModels } from './read-models.ts'

/** The read models whose rows are public, by the kind of stream that they are made of. */
const telling = Map.groupBy(
  readModels.flatMap(({ stream, table, told }) => (told === undefined ? [] : [{ stream, table, told }])),
  ({ stream }): StreamKind | undefined => stream,
)

/**
 * What an event changes in public rows, each row once: by the projections that write the rows themselves. Pure.
 *
 * @example changesOf({ event: renamed, revision, position }) // [{ row: 'channel', patch: { name: 'Tea' } }]
 */
export const changesOf = (projected: Projected<ToldEvent>): ReadonlyArray<Change> => {
  const changes: Array<PublicChange> = []
  for (const model of telling.get(streamKindOf(projected.event)) ?? [])
    publicChanges(model, projected, changes)
  // What each is made of was held against its public row where the two were described (`publicRowOf`).
  return changes as unknown as ReadonlyArray<Change>
}
