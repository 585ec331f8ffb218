import { setTimeout } from 'node:timers/promises'

interface StreamUse {
  /** Appends of ours since the last rest. */
  appends: number
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
 * Keeps one store from shutting out others that append to the same stream without expecting anything. Whoever wrote
 * last knows where the stream ends, and would write again before those who lost have looked where it ends now. So the
 * winner rests a little before its next append; one that comes later than that does not wait. A conflict shows that
 * there are others. While they lose they cause none, so a store that writes without a pause rests now and then anyway.
 */
export class Contention {
  readonly #streams = new Map<string, StreamUse>()

  /** Resolves when the rest after our last append is over. */
  async rest(stream: string): Promise<void> {
    const rest = (this.#streams.get(stream)?.restUntil ?? 0) - performance.now()
    if (rest > 0) await setTimeout(rest)
  }

  /** Others were quicker. */
  lost(stream: string): void {
    this.#use(stream).sharedUntil = performance.now() + sharedFor
  }

  /** We wrote, and it took so many milliseconds from when it was sent. */
  won(stream: string, took: number): void {
    const use = this.#use(stream)
    const now = performance.now()
    // Somebody else could have come in between.
    use.appends = now - took - use.restUntil > took ? 1 : use.appends + 1
    const shared = now < use.sharedUntil
    use.restUntil = now
    if (!shared && use.appends < mostInARow) return
    use.appends = 0
    use.restUntil += Math.min(took * longest, longestMilliseconds) * (shared ? Math.random() : 1)
  }

  #use(stream: string): StreamUse {
    const use = this.#streams.get(stream) ?? { appends: 0, sharedUntil: 0, restUntil: 0 }
    this.#streams.delete(stream)
    this.#streams.set(stream, use)
    for (const oldest of this.#streams.keys()) {
      if (this.#streams.size <= mostStreams) break
      this.#streams.delete(oldest)
    }
    return use
  }
}
