import type { PendingAppend } from './group.ts'

/** A stream's number in the table of events, and a revision in it. */
export interface StreamRevision {
  readonly key: number
  readonly revision: number
}

/** A group of appends that all continue their streams from where these are remembered to end. */
export interface Continuation {
  /** The mark that the head has to bear. */
  readonly found: string
  /** For each append the number of its stream, and the revision of its first event. */
  readonly starts: ReadonlyArray<StreamRevision>
  /** The last revision of each stream after the group, and how many events are in it. */
  readonly streams: ReadonlyMap<string, StreamRevision>
  readonly events: number
}

/** A commit that the database decided about: the mark that it found, the one that it left, and where streams end now. */
export interface Decided {
  readonly found: string | undefined
  readonly left: string | undefined
  readonly streams: ReadonlyMap<string, StreamRevision>
}

/**
 * Where streams end, as this process left them. That holds for as long as nobody else writes: whoever does leaves a
 * mark of its own at the head, which shows in the next commit.
 *
 * Where several processes write, remembering is in vain, and a try that comes to nothing costs a round trip. So it is
 * relied on only after two commits of this process that followed on one another.
 */
export interface RememberedStreams {
  /** Undefined where the database is to decide: a stream is not remembered, or does not end where an append expects it. */
  readonly continuation: (group: ReadonlyArray<PendingAppend>) => Continuation | undefined
  /** The group is on its way, with this mark, and taken to be written: if it is not, nothing behind it will be. */
  readonly continued: (continuation: Continuation, mark: string) => void
  /** The database decided. */
  readonly committed: (decided: Decided) => void
  /** Somebody else wrote, or a continuation was not written. */
  readonly forget: () => void
}

/** Remembers so many streams, those that were written to last. */
export const rememberedStreams = (most = 100_000): RememberedStreams => {
  const ends = new Map<string, StreamRevision>()
  let mark: string | undefined
  let undisturbed = false

  const remember = (streams: ReadonlyMap<string, StreamRevision>): void => {
    for (const [stream, end] of streams) {
      // A map keeps the order in which keys came: the first is the one not written to for longest.
      ends.delete(stream)
      ends.set(stream, end)
    }
    for (const stream of ends.keys()) {
      if (ends.size <= most) break
      ends.delete(stream)
    }
  }

  // The mark stays: should the next commit find it after all, nobody wrote in between.
  const forget = (): void => {
    ends.clear()
    undisturbed = false
  }

  return {
    continuation: (group) => {
      if (mark === undefined || !undisturbed) return undefined
      const starts: Array<StreamRevision> = []
      const streams = new Map<string, StreamRevision>()
      let count = 0
      for (const { stream, expected, events } of group) {
        const end = streams.get(stream) ?? ends.get(stream)
        if (end === undefined || (expected !== 'any' && expected !== end.revision)) return undefined
        const { key, revision } = end
        starts.push({ key, revision: revision + 1 })
        streams.set(stream, { key, revision: revision + events.length })
        count += events.length
      }
      return { found: mark, starts, streams, events: count }
    },
    continued: (continuation, left) => {
      mark = left
      remember(continuation.streams)
    },
    committed: (decided) => {
      const followed = mark !== undefined && decided.found === mark
      if (!followed) forget()
      undisturbed = followed
      mark = decided.left
      remember(decided.streams)
    },
    forget,
  }
}
