import { streamsOf } from './event.ts'

/** A log that is measured: all take the same events, one an append, each at the revision that it has to get. */
export interface Contender {
  readonly name: string
  /** How many appends to one stream may be under way at once; 1 where each has to wait for the one before. */
  readonly hotInFlight: number
  /** Appends one event so that it gets this revision, and gives back when it is durable. Throws where it is not. */
  readonly append: (stream: string, revision: number) => Promise<void>
  /** Appends so many events at once, the first of which gets this revision; where commands are carried out that way. */
  readonly appendMany?: (stream: string, first: number, count: number) => Promise<unknown>
  /** Writes so many events over a hundred streams, as quickly as it can: what is read then. */
  readonly fill: (events: number) => Promise<void>
  /** The ways of reading what `fill` wrote, in the order of the log; each gives how many events it read. */
  readonly reads: ReadonlyArray<{ readonly name: string; readonly read: () => Promise<number> }>
  readonly close: () => Promise<void>
}

/** Opens a contender: on a fresh database, or on the EventStoreDB that was named. */
export type Open = (address: string) => Promise<Contender>

/** So many streams are filled, in batches of so many events. */
const filled = { streams: 100, batch: 100 }

/** Fills by batches, one a stream in each round: those of a round at the same time, or one after another. */
export const fillWith = async (
  events: number,
  append: (stream: string, first: number, count: number) => Promise<unknown>,
  order: 'together' | 'in turn' = 'together',
): Promise<void> => {
  const rounds = Math.ceil(events / (filled.streams * filled.batch))
  const streams = Array.from({ length: filled.streams }, () => `${streamsOf}${crypto.randomUUID()}`)
  for (let round = 0; round < rounds; round += 1) {
    const one = (stream: string) => append(stream, round * filled.batch, filled.batch)
    if (order === 'together') await Promise.all(streams.map(one))
    else for (const stream of streams) await one(stream)
  }
}
