import type { PendingAppend } from './group.ts'

/** A stream's number in the table of events, and the revision of its last event. */
export interface Standing {
  readonly key: number
  readonly revision: number
}

/** A group of appends that all go on where their streams are remembered to stand. */
export interface GoingOn {
  /** The mark that the head has to bear. */
  readonly found: string
  /** For each append the number of its stream, and the revision of its first event. */
  readonly places: ReadonlyArray<Standing>
  /** Where the group leaves its streams, and how many events are in it. */
  readonly streams: ReadonlyMap<string, Standing>
  readonly events: number
}

/** What a commit that the database decided about came to: the mark that it found, that it left, and where streams stand. */
export interface Moved {
  readonly found: string | undefined
  readonly left: string | undefined
  readonly streams: ReadonlyMap<string, Standing>
}

/**
 * Where streams stand, as this process left them. That holds for as long as nobody else writes: whoever does leaves a
 * mark of its own at the head, which shows in the next commit.
 *
 * Where several processes write by turns remembering is in vain, and asking for nothing costs a round trip. So it is
 * gone by only after two commits of this process that followed on one another.
 */
export interface RememberedStreams {
  /** Undefined where the database is to decide: a stream is not remembered, or not where an append expects it. */
  readonly goingOn: (group: ReadonlyArray<PendingAppend>) => GoingOn | undefined
  /** The group is on its way, with this mark, and taken to be written: if it is not, nothing behind it will be. */
  readonly wentOn: (goingOn: GoingOn, mark: string) => void
  /** The database decided. */
  readonly committed: (moved: Moved) => void
  /** Somebody else wrote, or a group that went on was not written. */
  readonly forget: () => void
}

/** Remembers so many streams, those that were written to last. */
export const rememberedStreams = (most = 100_000): RememberedStreams => {
  const standings = new Map<string, Standing>()
  let mark: string | undefined
  let undisturbed = false

  const remember = (streams: ReadonlyMap<string, Standing>): void => {
    for (const [stream, standing] of streams) {
      // A map keeps the order in which keys came: the first is the one not written to for longest.
      standings.delete(stream)
      standings.set(stream, standing)
    }
    for (const stream of standings.keys()) {
      if (standings.size <= most) break
      standings.delete(stream)
    }
  }

  // The mark stays: should the next commit find it after all, nobody wrote in between.
  const forget = (): void => {
    standings.clear()
    undisturbed = false
  }

  return {
    goingOn: (group) => {
      if (mark === undefined || !undisturbed) return undefined
      const places: Array<Standing> = []
      const streams = new Map<string, Standing>()
      let count = 0
      for (const { stream, expected, events } of group) {
        const standing = streams.get(stream) ?? standings.get(stream)
        if (standing === undefined || (expected !== 'any' && expected !== standing.revision)) return undefined
        const { key, revision } = standing
        places.push({ key, revision: revision + 1 })
        streams.set(stream, { key, revision: revision + events.length })
        count += events.length
      }
      return { found: mark, places, streams, events: count }
    },
    wentOn: (goingOn, left) => {
      mark = left
      remember(goingOn.streams)
    },
    committed: (moved) => {
      const followed = mark !== undefined && moved.found === mark
      if (!followed) forget()
      undisturbed = followed
      mark = moved.left
      remember(moved.streams)
    },
    forget,
  }
}
