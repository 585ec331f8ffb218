import type { DecisionRow, RowChange } from '@parley/domain'
import type { StreamEvent } from './folded.ts'

/** What an event at a revision does to a row. */
interface Step {
  readonly revision: number
  readonly apply: RowChange['apply']
}

/** Some events in a row, by the rows that they touch. */
interface Chapter {
  last: number
  size: number
  readonly byKey: Map<string, Array<Step>>
}

/**
 * The latest events of a stream, by the keys they touch: with them a row that a projection has as of an earlier
 * revision is brought up to date without reading the log. Kept in chapters, so that old ones go at no cost.
 */
export class Tail {
  readonly #most: number
  readonly #chapterSize: number
  #chapters: Array<Chapter> = []
  #start = 0
  #size = 0

  /** Keeps about `most` events. */
  constructor(most: number) {
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

  /** Adds the next event, and what it does to rows. */
  push({ event, revision }: StreamEvent, changes: ReadonlyArray<RowChange>): void {
    let chapter = this.#chapters.at(-1)
    if (chapter === undefined || chapter.size === this.#chapterSize) {
      chapter = { last: revision, size: 0, byKey: new Map() }
      this.#chapters.push(chapter)
    }
    if (event !== undefined)
      for (const { key, apply } of changes) {
        const steps = chapter.byKey.get(key.text)
        if (steps === undefined) chapter.byKey.set(key.text, [{ revision, apply }])
        else steps.push({ revision, apply })
      }
    chapter.last = revision
    chapter.size++
    this.#size++
    while (this.#size > this.#most && this.#chapters.length > 1) this.#dropChapter()
  }

  /** The row at a key's text as of now, given as of an earlier revision that the tail reaches back to. */
  replay(key: string, row: DecisionRow | undefined, revision: number): DecisionRow | undefined {
    let now = row
    for (const chapter of this.#chapters) {
      if (chapter.last <= revision) continue
      for (const step of chapter.byKey.get(key) ?? []) if (step.revision > revision) now = step.apply(now)
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
