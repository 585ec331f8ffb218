import { setTimeout } from 'node:timers/promises'

interface Row {
  /** Appends of ours since the last rest. */
  length: number
  /** Until when others are known to write there, and until when they are let in, in milliseconds. */
  sharedUntil: number
  restUntil: number
}

/** Milliseconds after which others who were seen at a stream are taken to be gone. */
const sharedFor = 1000
/** How many appends go in a row to a stream at which nobody else was seen. */
const mostInARow = 32
/** How long a rest is at most, in appends: others have to look, and to send, before the next of ours. */
const longest = 2
const longestMilliseconds = 200
const mostStreams = 1000

/**
 * Lets others in at streams that several stores append to without expecting anything. Whoever wrote knows the end
 * of the stream, and would be there with the next append before those who lost have looked where the end is now: so
 * the winner rests a little, and an append that comes after that does not notice. Others are noticed by a conflict;
 * as they cause none while they lose, one who writes without a pause rests now and then in any case.
 */
export class Turns {
  readonly #rows = new Map<string, Row>()

  /** Resolves when it is our turn. */
  async mine(stream: string): Promise<void> {
    const rest = (this.#rows.get(stream)?.restUntil ?? 0) - performance.now()
    if (rest > 0) await setTimeout(rest)
  }

  /** Others were quicker. */
  lost(stream: string): void {
    this.#row(stream).sharedUntil = performance.now() + sharedFor
  }

  /** We wrote, and it took so many milliseconds from when it was sent. */
  won(stream: string, took: number): void {
    const row = this.#row(stream)
    const now = performance.now()
    // Somebody else could have come in between.
    row.length = now - took - row.restUntil > took ? 1 : row.length + 1
    const shared = now < row.sharedUntil
    row.restUntil = now
    if (!shared && row.length < mostInARow) return
    row.length = 0
    row.restUntil += Math.min(took * longest, longestMilliseconds) * (shared ? Math.random() : 1)
  }

  #row(stream: string): Row {
    const row = this.#rows.get(stream) ?? { length: 0, sharedUntil: 0, restUntil: 0 }
    this.#rows.delete(stream)
    this.#rows.set(stream, row)
    for (const oldest of this.#rows.keys()) {
      if (this.#rows.size <= mostStreams) break
      this.#rows.delete(oldest)
    }
    return row
  }
}
