import type { Position } from '@parley/domain'
import type { PendingAppend } from './group.ts'

/** A stream's number in the table of events, and the revision of its last event. */
export interface Standing {
  readonly key: number
  readonly revision: number
}

/** The head as a commit of this process left it. */
interface Head {
  readonly mark: string
  readonly position: Position
}

/** A group of appends that all go on where their streams are remembered to stand. */
export interface GoingOn {
  readonly head: Head
  /** For each append the number of its stream, and the revision of its first event. */
  readonly places: ReadonlyArray<Standing>
  /** Where the group leaves its streams, and how many events are in it. */
  readonly streams: ReadonlyMap<string, Standing>
  readonly events: number
}

/** What a commit that the database decided about came to: the mark it found, and how it left head and streams. */
export interface Moved {
  readonly found: string | undefined
  readonly head: Head | undefined
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
  let head: Head | undefined
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

  const forget = (): void => {
    standings.clear()
    undisturbed = false
  }

  return {
    goingOn: (group) => {
      if (head === undefined || !undisturbed) return undefined
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
      return { head, places, streams, events: count }
    },
    wentOn: (goingOn, mark) => {
      head = { mark, position: (goingOn.head.position + goingOn.events) as Position }
      remember(goingOn.streams)
    },
    committed: (moved) => {
      const followed = head !== undefined && moved.found === head.mark
      if (!followed) forget()
      undisturbed = followed
      head = moved.head
      remember(moved.streams)
    },
    forget,
  }
}
