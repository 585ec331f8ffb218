import { hash } from 'node:crypto'
import type { Revision } from '@parley/domain'
import type { RecordedEvent } from '@parley/event-store'

/** How far a stream was read, and the hash of all of it up to there. */
export interface Link {
  readonly revision: Revision
  readonly hash: string
}

/** The streams of a log by their names, each as far as it was read. */
export type Chains = ReadonlyMap<string, Link>

const sha256 = (text: string): string => hash('sha256', text, 'base64url')

/** The chain with the next event of its stream. Position and time are left out: they are each log's own. */
export const linkAfter = (
  before: Link | undefined,
  { revision, id, type, data, metadata }: RecordedEvent,
): Link => ({
  revision,
  hash: sha256(`${before?.hash ?? ''}${JSON.stringify([revision, id, type, data, metadata])}`),
})

/**
 * The digest of a log: of each stream's name, its chain, and what `states` says of it. The order in which the
 * streams follow one another in the log is not in it.
 */
export const digestOf = (chains: Chains, states: ReadonlyMap<string, string>): string =>
  sha256(
    [...chains.keys()]
      .toSorted()
      .map((stream) =>
        JSON.stringify([stream, chains.get(stream)?.revision, chains.get(stream)?.hash, states.get(stream)]),
      )
      .join('\n'),
  )
