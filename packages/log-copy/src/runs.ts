import type { NewEvent, RecordedEvent } from '@parley/event-store'

/** Events of one stream that follow on one another in the log: one append. */
export interface Run {
  readonly stream: string
  readonly events: ReadonlyArray<NewEvent>
  readonly last: RecordedEvent
}

/** Well below what a store takes at once, types counted twice as EventStoreDB does. */
const mostBytes = 512 * 1024

const bytesOf = ({ type, data, metadata }: NewEvent): number =>
  2 * type.length + Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata))

/** Cuts a page into runs, in its order. */
export const runsOf = (page: ReadonlyArray<RecordedEvent>): ReadonlyArray<Run> => {
  const runs: Run[] = []
  let events: NewEvent[] = []
  let bytes = 0
  for (const [at, event] of page.entries()) {
    const { stream, id, type, data, metadata } = event
    const next = page[at + 1]
    events.push({ id, type, data, metadata })
    bytes += bytesOf(event)
    if (next?.stream === stream && bytes + bytesOf(next) <= mostBytes) continue
    runs.push({ stream, events, last: event })
    events = []
    bytes = 0
  }
  return runs
}

/**
 * Cuts runs into waves, in their order: in none does a stream come twice. A store may keep an append waiting for the
 * one before it in its stream, and let those of other streams pass meanwhile; in a wave there is nothing to pass.
 */
export const wavesOf = (runs: ReadonlyArray<Run>): ReadonlyArray<ReadonlyArray<Run>> => {
  const waves: Array<Array<Run>> = []
  const streams = new Set<string>()
  for (const run of runs) {
    const wave = waves.at(-1)
    if (wave === undefined || streams.has(run.stream)) {
      streams.clear()
      waves.push([run])
    } else wave.push(run)
    streams.add(run.stream)
  }
  return waves
}
