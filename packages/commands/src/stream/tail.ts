import type { Decider } from '@parley/domain'
import type { Entry, Folded } from './folded.ts'

/** Some events in a row, by the rows that they touch. */
interface Chapter<Event, Key> {
  last: number
  size: number
  readonly byKey: Map<Key, Array<Folded<Event>>>
}

/**
 * The latest events of a stream, by the keys they touch: with them a row that a projection has as of an earlier
 * revision is brought up to date without reading the log. Kept in chapters, so that old ones go at no cost.
 */
export class Tail<Event, Key, Row> {
  readonly #evolve: Decider<never, Event, never, Key, Row>['evolve']
  readonly #most: number
  readonly #chapterSize: number
  #chapters: Array<Chapter<Event, Key>> = []
  #start = 0
  #size = 0

  /** Keeps about `most` events. */
  constructor(evolve: Decider<never, Event, never, Key, Row>['evolve'], most: number) {
    this.#evolve = evolve
    this.#most = most
    this.#chapterSize = Math.max(1, Math.min(512, Math.ceil(most / 4)))
  }

  /** How many events it holds. */
  get size(): number {
    return this.#size
  }

  /** Whether it has every event after that revision. */
  reachesBackTo(revision: number): boolean {
    return revision >= this.#start - 1
  }

  /** Begins anew: the next event will be that of revision `start`. */
  restart(start: number): void {
    this.#chapters = []
    this.#start = start
    this.#size = 0
  }

  /** Adds the next event and the keys that it touches. */
  push(entry: Entry<Event>, keys: ReadonlyArray<Key>): void {
    let chapter = this.#chapters.at(-1)
    if (chapter === undefined || chapter.size === this.#chapterSize) {
      chapter = { last: entry.revision, size: 0, byKey: new Map() }
      this.#chapters.push(chapter)
    }
    const { event, revision, position } = entry
    if (event !== undefined) {
      const folded = { event, revision, position }
      for (const key of keys) {
        const events = chapter.byKey.get(key)
        if (events === undefined) chapter.byKey.set(key, [folded])
        else events.push(folded)
      }
    }
    chapter.last = revision
    chapter.size++
    this.#size++
    while (this.#size > this.#most && this.#chapters.length > 1) this.#dropChapter()
  }

  /** The row of a key as of now, given as of an earlier revision that the tail reaches back to. */
  replay(key: Key, row: Row | undefined, revision: number): Row | undefined {
    let now = row
    for (const chapter of this.#chapters) {
      if (chapter.last <= revision) continue
      for (const { event, revision: at } of chapter.byKey.get(key) ?? [])
        if (at > revision) now = this.#evolve(key, now, event)
    }
    return now
  }

  /** Lets go of what a projection has by now, where that makes whole chapters. */
  release(revision: number): void {
    while ((this.#chapters[0]?.last ?? Infinity) <= revision) this.#dropChapter()
  }

  #dropChapter(): void {
    const first = this.#chapters.shift()
    if (first === undefined) return
    this.#start = first.last + 1
    this.#size -= first.size
  }
}
