import { randomUUID } from 'node:crypto'
import { objectionTo } from './expected.ts'
import type { StoredEvent, Expected, Proposed, Refusal, Written } from './stored-event.ts'
import { endOfStream, retentionOf } from './retention.ts'

/**
 * The log of a test server, or of a cluster of them. Not the in-memory store: it has EventStoreDB's own, weaker
 * manners (idempotent only for the same expected revision, soft deletes, metadata as events), which the adapter
 * has to make up for.
 */
export class ServerLog {
  readonly entries: Array<StoredEvent> = []
  /** It knows no event by its id where `any` is expected, as a server that was started anew. */
  forgetful = false
  readonly #streams = new Map<string, Array<StoredEvent>>()
  readonly #tombstones = new Set<string>()
  readonly #watching = new Set<() => void>()
  readonly #removed = new Set<number>()

  events(stream: string): ReadonlyArray<StoredEvent> {
    return this.#streams.get(stream) ?? []
  }

  isTombstoned(stream: string): boolean {
    return this.#tombstones.has(stream)
  }

  /** What is still read of a stream; undefined where there is none, or it was deleted softly. */
  readable(stream: string): ReadonlyArray<StoredEvent> | undefined {
    const all = this.#streams.get(stream)
    if (all === undefined) return undefined
    const { kept, softlyDeleted } = retentionOf(this.events(`$$${stream}`).at(-1)?.data, all)
    return softlyDeleted && kept.length === 0 ? undefined : kept
  }

  append(stream: string, expected: Expected, events: ReadonlyArray<Proposed>): Written | Refusal {
    if (this.isTombstoned(stream)) return 'deleted'
    const there = this.events(stream)
    const exists = this.readable(stream) !== undefined
    const forgotten = this.forgetful && expected === 'any'
    const verdict = forgotten ? undefined : objectionTo(there, exists, expected, events)
    if (verdict !== undefined) return verdict
    if (!exists && there.length > 0) this.softDelete(stream, String(there.length))
    const mine = this.#streams.get(stream) ?? []
    this.#streams.set(stream, mine)
    for (const event of events) {
      // Positions with gaps, as a log of bytes has them.
      const position = (this.entries.at(-1)?.position ?? 0) + 100 + event.data.length
      const entry = { ...event, stream, revision: mine.length, position, created: new Date() }
      mine.push(entry)
      this.entries.push(entry)
    }
    for (const wake of this.#watching) wake()
    const last = mine.at(-1)
    return { revision: last?.revision ?? -1, position: last?.position ?? 0 }
  }

  /** Ends a stream so that it can begin again: all that it holds falls out, the numbering goes on. */
  softDelete(stream: string, before: string = endOfStream): void {
    const data = new TextEncoder().encode(`{"$tb":${before}}`)
    const metadata = new Uint8Array()
    const event = { id: randomUUID(), type: '$metadata', contentType: 'application/json', data, metadata }
    this.append(`$$${stream}`, 'any', [event])
  }

  tombstone(stream: string, expected: Expected): 'done' | Refusal {
    if (this.isTombstoned(stream)) return 'deleted'
    const last = this.readable(stream) === undefined ? -1 : this.events(stream).length - 1
    // `any` and `no-stream` make a tombstone even of what is not there.
    const from = expected === 'no-stream' ? -1 : expected
    if (expected === 'stream-exists' ? last < 0 : typeof from === 'number' && from !== last)
      return { actual: last }
    this.#tombstones.add(stream)
    return 'done'
  }

  /** Removes what is read no more for good, as a scavenge does: of each stream its last event stays. */
  scavenge(): void {
    for (const [stream, all] of this.#streams) {
      const kept = new Set(this.isTombstoned(stream) ? [] : (this.readable(stream) ?? []))
      const last = all.at(-1)
      if (last !== undefined) kept.add(last)
      for (const entry of all) if (!kept.has(entry)) this.#removed.add(entry.position)
    }
    const left = this.entries.filter(({ position }) => !this.#removed.has(position))
    this.entries.splice(0, Infinity, ...left)
  }

  /** Whether an event begins there, or one began that was removed. */
  hasPosition(position: number): boolean {
    return this.#removed.has(position) || this.entries.some((entry) => entry.position === position)
  }

  /** Makes everything so many seconds older. */
  grow(seconds: number): void {
    for (const { created } of this.entries) created.setTime(created.getTime() - seconds * 1000)
  }

  /** Calls back at each append until the returned function is called. */
  watch(wake: () => void): () => void {
    this.#watching.add(wake)
    return () => this.#watching.delete(wake)
  }
}
