import type { DomainEvent, StreamKind } from '@parley/domain'
import { streamKindOf, streamPrefixes } from '@parley/domain'
import type { RecordedEvent } from '@parley/event-store'
import { recognise } from '@parley/event-store'
import type { AnyTable, Operation, Projected, ReadModel } from '@parley/projection'
import { type Group, type ParkedStream, placeIn } from '@parley/read-models'
import { stillThere } from './gap.ts'
import { type KeepingLog, keptFrom } from './kept.ts'
import { missingWords } from './notices.ts'
import type { Notices } from './notices.ts'
import { movesOn, nameOfSkipped } from './streams/skipped.ts'

/** What an event does to one table. */
export interface Changes {
  readonly table: AnyTable
  readonly operations: ReadonlyArray<Operation>
}

/** What becomes of an event. */
export type Sorted =
  | {
      readonly _tag: 'project'
      readonly projected: Projected
      readonly changes: ReadonlyArray<Changes>
      /** Rows go by it all at once. */
      readonly clears: boolean
    }
  /** Nothing more of its stream is projected, this event included. */
  | { readonly _tag: 'park'; readonly parked: ParkedStream }
  /** An operator has it skipped, since it can't be projected: its stream goes on behind it. */
  | { readonly _tag: 'skip'; readonly changes: ReadonlyArray<Changes> }
  /** It is not ours, or does not concern the group, or its stream was given up before. */
  | { readonly _tag: 'pass' }

export interface SortingOptions {
  /** Which read models are made of what is projected. */
  readonly group: Group
  readonly log: KeepingLog
  /** The streams that were given up before. */
  readonly parked: Iterable<string>
  /** The events that operators have had skipped, by `nameOfSkipped`; one that can be projected is, all the same. */
  readonly skipped: ReadonlySet<string>
  /** The last revision of each of these streams that was projected; -1: none was. */
  readonly lastRevisions: (streams: ReadonlyArray<string>) => Promise<ReadonlyMap<string, number>>
  readonly notices: Notices
  /** Tells what an event is; unless given, it is remembered for others in the process that want the same. */
  readonly recognise?: typeof recognise
  /** The first revision that the log keeps of streams of which nothing is projected; by asking the log unless given. */
  readonly kept?: (streams: ReadonlyArray<string>) => ReturnType<typeof keptFrom>
  /** How many streams' revisions are remembered at least; more than are in the batches under way. */
  readonly most?: number
}

const pass: Sorted = { _tag: 'pass' }

/**
 * Sorts what comes out of the log into what is projected, what is not ours, and what can't be gone on with: a stream
 * of which an event can't be read or projected, or of which events are missing. That concerns this stream alone.
 */
export class Sorting {
  readonly #options: SortingOptions
  readonly #most: number
  readonly #parked: Set<string>
  readonly #recognise: typeof recognise
  /** What the names of the engine's streams begin with that the group is not made of. */
  readonly #passed: ReadonlyArray<string>
  /** The read models that are made of a kind of stream, among others perhaps. */
  readonly #modelsOf = new Map<StreamKind, ReadonlyArray<ReadModel>>()
  /** The last revisions of streams: those of late, and those before them, which go when there are too many of late. */
  #lasts = new Map<string, number>()
  #before = new Map<string, number>()
  /** Streams of which the log keeps only what stands at this revision or behind it, or nothing. */
  #kept = new Map<string, number>()
  #live = false

  constructor(options: SortingOptions) {
    this.#options = options
    this.#most = options.most ?? 50_000
    this.#recognise = options.recognise ?? recognise
    this.#parked = new Set(options.parked)
    const made = new Set(options.group.streamPlaces.map(({ kind }) => `${kind.kind}-`))
    this.#passed = streamPrefixes.filter((prefix) => !made.has(prefix))
  }

  /** How many streams are given up. */
  get parked(): number {
    return this.#parked.size
  }

  /** Looks up what has to be known to sort these events. */
  async prepare(events: ReadonlyArray<RecordedEvent>): Promise<void> {
    const begun = new Set<string>()
    const unknown = new Set<string>()
    const fresh: Array<string> = []
    for (const { stream, revision } of events) {
      if (begun.has(stream) || this.#lastOf(stream) !== undefined || this.#parked.has(stream)) continue
      begun.add(stream)
      if (this.#kept.has(stream) || placeIn(this.#options.group, stream) === undefined) continue
      if (revision > 0) unknown.add(stream)
      else fresh.push(stream)
    }
    if (unknown.size > 0)
      for (const [stream, revision] of await this.#options.lastRevisions([...unknown])) {
        if (revision < 0) fresh.push(stream)
        this.#remember(stream, revision)
      }
    if (fresh.length === 0 || this.#live) return
    if (this.#kept.size > this.#most) this.#kept.clear()
    const { log, kept = (streams) => keptFrom(log, streams) } = this.#options
    for (const [stream, from] of await kept(fresh)) this.#kept.set(stream, from)
  }

  /** What comes from now on was written just now: it is projected as it came, whatever becomes of its stream. */
  goLive(): void {
    this.#live = true
  }

  /** What becomes of the next event of those that it was prepared for. */
  next(recorded: RecordedEvent): Sorted | Promise<Sorted> {
    const { stream, revision } = recorded
    // Every event of a long log comes by here, and most logs have none of these.
    if (this.#parked.size > 0 && this.#parked.has(stream)) return pass
    if (!this.#concerns(stream)) return pass
    // PRJ-25: a store may show what the log keeps no more for as long as it likes.
    if (this.#kept.size > 0 && revision < (this.#kept.get(stream) ?? 0)) return pass
    const recognised = this.#recognise(recorded)
    if (recognised._tag === 'Foreign' && !recognised.inOwnStream) return pass
    const last = this.#lastOf(stream) ?? -1
    this.#remember(stream, revision)
    switch (recognised._tag) {
      case 'Foreign':
        this.#options.notices.foreign(recorded)
        // What is missing before it is found out with the next of ours.
        if (revision > last + 1) this.#remember(stream, last)
        return pass
      case 'Unreadable':
        return this.#leave(recorded, `${recognised.error._tag}: ${recognised.error.cause}`)
      case 'Own': {
        const { event } = recognised
        // A channel begins where it was created, at whichever revision.
        const follows = revision <= last + 1 || event.type === streamKindOf(event).beginsWith
        return follows ? this.#project(recorded, event) : this.#afterGap(recorded, event, last + 1)
      }
      default:
        return recognised satisfies never
    }
  }

  async #afterGap(recorded: RecordedEvent, event: DomainEvent, from: number): Promise<Sorted> {
    const { stream, revision } = recorded
    const gap = { stream, from, to: revision - 1 }
    if (await stillThere(this.#options.log, gap)) return this.#project(recorded, event)
    if (streamKindOf(event).beginsWith !== undefined) return this.#park(recorded, missingWords(gap))
    // Each event of such a stream stands for itself: what comes after those that are missing is right.
    this.#options.notices.missing(gap)
    return this.#project(recorded, event)
  }

  #project(recorded: RecordedEvent, event: DomainEvent): Sorted {
    const { revision, position } = recorded
    const projected = { event, revision, position }
    const changes: Array<Changes> = []
    let clears = false
    for (const { table, project } of this.#readModels(streamKindOf(event))) {
      try {
        const operations = project(projected)
        // Most events concern a few tables.
        if (operations.length === 0) continue
        changes.push({ table, operations })
        for (const { op } of operations) if (op === 'clear') clears = true
      } catch (error) {
        // Its words may be what a person wrote.
        const what = error instanceof Error ? error.name : typeof error
        return this.#leave(recorded, `NotProjected: the projection of ${table.name} fails, by ${what}`)
      }
    }
    return { _tag: 'project', projected, changes, clears }
  }

  #readModels(kind: StreamKind): ReadonlyArray<ReadModel> {
    let models = this.#modelsOf.get(kind)
    if (models === undefined) {
      const { readModels } = this.#options.group
      models = readModels.filter(({ stream }) => stream === undefined || stream.kind === kind.kind)
      this.#modelsOf.set(kind, models)
    }
    return models
  }

  /** What can't be projected is skipped, if somebody said so, or else gives up its stream. */
  #leave(recorded: RecordedEvent, cause: string): Sorted {
    const place = placeIn(this.#options.group, recorded.stream)
    if (place === undefined || !this.#options.skipped.has(nameOfSkipped(recorded)))
      return this.#park(recorded, cause)
    return { _tag: 'skip', changes: [{ table: place.table, operations: [movesOn(place, recorded)] }] }
  }

  #park({ stream, revision, position, type }: RecordedEvent, cause: string): Sorted {
    const parked = { stream, revision, position, type, cause: cause.slice(0, 1_000) }
    this.#parked.add(stream)
    this.#lasts.delete(stream)
    this.#before.delete(stream)
    this.#options.notices.parked(parked)
    return { _tag: 'park', parked }
  }

  #concerns(stream: string): boolean {
    return !this.#passed.some((prefix) => stream.startsWith(prefix))
  }

  #lastOf(stream: string): number | undefined {
    return this.#lasts.get(stream) ?? this.#before.get(stream)
  }

  #remember(stream: string, revision: number): void {
    this.#lasts.set(stream, revision)
    if (this.#lasts.size < this.#most) return
    this.#before = this.#lasts
    this.#lasts = new Map()
  }
}
