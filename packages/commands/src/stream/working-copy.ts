import type { DecisionRow, Position, RowChange, RowKey } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { unavailable } from '../errors.ts'
import type { LoadError } from '../errors.ts'
import type { RowsAsOf } from '../row-source.ts'
import type { StreamEvent, Folded, PageReader } from './folded.ts'
import type { StreamLimits } from './limits.ts'
import type { Rules } from './rules.ts'
import { Tail } from './tail.ts'

export interface WorkingCopySources {
  /** What a projection has of the stream. */
  readonly load: (keys: ReadonlyArray<RowKey>) => TaskEither<LoadError, RowsAsOf>
  readonly read: PageReader
  /** The row that nearly every decision looks at: it is not dropped. */
  readonly keptAtHand: RowKey | undefined
  readonly limits: StreamLimits
  readonly changesOf: Rules['changesOf']
}

/** Whether events that are kept no more are the reason: the projection may have had them in time. */
const isMissing = (error: LoadError): boolean => error._tag === 'Corrupt' && 'missing' in error

const before = ({ revision }: RowsAsOf): number => (revision === 'no-stream' ? -1 : revision)

/**
 * A stream's state for decisions, as of a revision: some of its rows, exactly as if the whole stream had been
 * folded, and the latest events, to bring further rows from the projection up to the same revision.
 *
 * Only one caller at a time may change it; `load` changes nothing.
 */
export class WorkingCopy {
  readonly #sources: WorkingCopySources
  /** By the text of their keys. */
  readonly #rows = new Map<string, DecisionRow | undefined>()
  readonly #presumed = new Set<string>()
  readonly #tail: Tail
  #revision = -1
  #position = 0 as Position
  #known = false

  constructor(sources: WorkingCopySources) {
    this.#sources = sources
    this.#tail = new Tail(sources.limits.tail)
  }

  /** The last event in the rows; -1 before the first. */
  get revision(): number {
    return this.#revision
  }

  /** A position at which the event at `revision` is in the log, and at which a projection shows it. */
  get position(): Position {
    return this.#position
  }

  /** How many rows and events it holds. */
  get weight(): number {
    return this.#rows.size + this.#tail.size
  }

  has({ text }: RowKey): boolean {
    return this.#rows.has(text)
  }

  /** The row of a key that it `has`. */
  row({ text }: RowKey): DecisionRow | undefined {
    return this.#rows.get(text)
  }

  /** Those keys, each once, that it has not. */
  missing(keys: Iterable<RowKey>): ReadonlyArray<RowKey> {
    const missing = new Map<string, RowKey>()
    for (const key of keys) if (!this.#rows.has(key.text)) missing.set(key.text, key)
    return [...missing.values()]
  }

  /** Takes rows that it has not as absent, until `commit` shows that they were, or `retract`. */
  presume(keys: Iterable<RowKey>): void {
    for (const { text } of keys) {
      if (this.#rows.has(text)) continue
      this.#rows.set(text, undefined)
      this.#presumed.add(text)
    }
  }

  /** Unlearns what was presumed. Says whether that was anything. */
  retract(): boolean {
    const presumed = this.#presumed.size > 0
    for (const key of this.#presumed) this.#rows.delete(key)
    this.#presumed.clear()
    return presumed
  }

  /** Asks the projection. The answer is for `admit`, at any later time. */
  async load(keys: ReadonlyArray<RowKey>): Promise<E.Either<LoadError, RowsAsOf>> {
    try {
      return await this.#sources.load(keys)()
    } catch (error) {
      return E.left(unavailable(`the projection failed: ${String(error)}`))
    }
  }

  /** Looks up those of the keys that it has not, until it has all. */
  async ensure(keys: Iterable<RowKey>): Promise<E.Either<LoadError, void>> {
    for (let looks = 0; looks < 16; looks++) {
      const missing = this.missing(keys)
      if (missing.length === 0 && this.#known) return E.right(undefined)
      const loaded = await this.load(missing)
      if (E.isLeft(loaded)) return loaded
      const admitted = await this.admit(loaded.right)
      if (E.isLeft(admitted)) return admitted
    }
    return E.left(unavailable('the projection runs away faster than it is read'))
  }

  /** Takes over rows as a projection had them, brought to this copy's revision, or this copy to theirs. */
  async admit(loaded: RowsAsOf): Promise<E.Either<LoadError, void>> {
    const at = before(loaded)
    if (!this.#known || at > this.#revision + this.#sources.limits.gap) {
      this.#begin(loaded)
      return E.right(undefined)
    }
    while (at > this.#revision) {
      const page = await this.#page()
      if (E.isLeft(page) && isMissing(page.left)) {
        this.#begin(loaded)
        return E.right(undefined)
      }
      if (E.isLeft(page)) return page
      if (page.right === 0) return E.left(unavailable('the log, as it is read, is behind the projection'))
    }
    this.#tail.release(at)
    const rows = new Map<string, DecisionRow | undefined>()
    for (const [key, row] of loaded.rows) if (!this.#rows.has(key)) rows.set(key, row)
    if (rows.size === 0) return E.right(undefined)
    if (this.#tail.reachesBackTo(at)) {
      for (const [key, row] of rows) this.#rows.set(key, this.#tail.replay(key, row, at))
      return E.right(undefined)
    }
    const replayed = await this.#replayFromLog(rows, at)
    if (E.isLeft(replayed)) {
      // They can't be brought to where this copy is: it begins again with whatever the projection has.
      this.forget()
      return isMissing(replayed.left) ? E.right(undefined) : replayed
    }
    for (const [key, row] of rows) this.#rows.set(key, row)
    return E.right(undefined)
  }

  /** Folds what the log has beyond `revision`. Says whether that, or the rows that it has, changed. */
  async catchUp(): Promise<E.Either<LoadError, boolean>> {
    const from = this.#revision
    for (let pages = 1; ; pages++) {
      const page = await this.#page()
      if (E.isLeft(page)) return isMissing(page.left) ? this.#reload(page.left) : page
      if (page.right < this.#sources.limits.page) return E.right(this.#revision > from)
      // Far behind, after a long sleep: the projection may be nearer to the end.
      if (pages === 1) {
        const loaded = await this.load([])
        if (E.isRight(loaded) && before(loaded.right) > this.#revision + this.#sources.limits.gap) {
          this.#begin(loaded.right)
          return E.right(true)
        }
      }
    }
  }

  /** Folds the next event into the rows that it has. */
  fold(next: StreamEvent): void {
    const { event } = next
    const changes = event === undefined ? [] : this.#sources.changesOf(event)
    for (const { key, apply } of changes)
      if (this.#rows.has(key.text)) this.#rows.set(key.text, apply(this.#rows.get(key.text)))
    this.#advance(next, changes)
  }

  /** Takes over the next events, whose effect on the rows that it has is known. */
  commit(
    events: ReadonlyArray<Folded>,
    changes: ReadonlyArray<ReadonlyArray<RowChange>>,
    rows: ReadonlyMap<string, DecisionRow | undefined>,
  ): void {
    // The log took the events: it had none of them. Of what else was presumed it has said nothing.
    for (const key of rows.keys()) this.#presumed.delete(key)
    this.retract()
    for (const [key, row] of rows) this.#rows.set(key, row)
    for (const [n, folded] of events.entries()) this.#advance(folded, changes[n] ?? [])
  }

  /** Another copy of the same, that knows nothing yet. */
  anew(): WorkingCopy {
    return new WorkingCopy(this.#sources)
  }

  /** Forgets everything: what comes next begins with the projection. */
  forget(): void {
    this.#rows.clear()
    this.#presumed.clear()
    this.#tail.restart(0)
    this.#revision = -1
    this.#position = 0 as Position
    this.#known = false
  }

  /**
   * Drops the rows that it has had longest; those that are used all the time come back with the next look-up. Not
   * while a round of commands counts on what it has looked up.
   */
  trim(): void {
    const { limits } = this.#sources
    const keptAtHand = this.#sources.keptAtHand?.text
    if (this.#rows.size <= limits.rows) return
    // What was asked for and is not there goes first: else whoever asks for much that is not drives out what is.
    for (const [key, row] of this.#rows) if (row === undefined && key !== keptAtHand) this.#rows.delete(key)
    for (const key of this.#rows.keys()) {
      if (this.#rows.size <= limits.rows) return
      if (key !== keptAtHand) this.#rows.delete(key)
    }
  }

  #begin(loaded: RowsAsOf): void {
    this.forget()
    this.#known = true
    this.#revision = before(loaded)
    this.#position = loaded.position
    this.#tail.restart(this.#revision + 1)
    for (const [key, row] of loaded.rows) this.#rows.set(key, row)
  }

  #advance(next: StreamEvent, changes: ReadonlyArray<RowChange>): void {
    this.#tail.push(next, changes)
    this.#revision = next.revision
    this.#position = next.position
  }

  /** Begins again with what the projection has, where that is more. */
  async #reload(error: LoadError): Promise<E.Either<LoadError, boolean>> {
    const loaded = await this.load([])
    if (E.isLeft(loaded)) return loaded
    if (before(loaded.right) <= this.#revision) return E.left(error)
    this.#begin(loaded.right)
    return E.right(true)
  }

  /** Folds the next page; says how many events it had. */
  async #page(): Promise<E.Either<LoadError, number>> {
    const page = await this.#sources.read(this.#revision + 1, this.#sources.limits.page)
    if (E.isLeft(page)) return page
    for (const next of page.right) this.fold(next)
    return E.right(page.right.length)
  }

  /** Folds the events after `at`, up to this copy's revision, into these rows alone. */
  async #replayFromLog(
    rows: Map<string, DecisionRow | undefined>,
    at: number,
  ): Promise<E.Either<LoadError, void>> {
    const { read, limits, changesOf } = this.#sources
    for (let next = at + 1; next <= this.#revision; ) {
      const page = await read(next, Math.min(limits.page, this.#revision - next + 1))
      if (E.isLeft(page)) return page
      if (page.right.length === 0) return E.left(unavailable('the log, as it is read, lost its end'))
      for (const { event, revision } of page.right) {
        next = revision + 1
        if (event === undefined || revision > this.#revision) continue
        for (const { key, apply } of changesOf(event))
          if (rows.has(key.text)) rows.set(key.text, apply(rows.get(key.text)))
      }
    }
    return E.right(undefined)
  }
}
