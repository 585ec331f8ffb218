/** Where an event is in its stream and in the log. Of a batch that was sent from here, only the last event's position is known. */
export interface KnownEvent {
  readonly revision: number
  readonly position: number | undefined
}

/** What is remembered of one stream. */
export interface KnownStream {
  /** The last revision that was seen; -1: there was no stream; undefined: there was one, with nothing to be read. */
  last: number | undefined
  /** The newest events by their ids, oldest first, without holes up to `last`. */
  readonly ids: Map<string, KnownEvent>
}

/**
 * The ids of the newest events of the streams that this process appends to. The server knows an event again only
 * where the expected revision says that it stands; this is how the rest is found without reading the stream each
 * time. It forgets the streams that were used longest ago.
 */
export class KnownIds {
  readonly #streams = new Map<string, KnownStream>()
  readonly #perStream: number
  readonly #inAll: number
  #count = 0

  /** `perStream`: how many events back an event is known again; `inAll`: how many ids are kept in memory. */
  constructor(perStream: number, inAll: number) {
    this.#perStream = perStream
    this.#inAll = inAll
  }

  get(stream: string): KnownStream | undefined {
    const known = this.#streams.get(stream)
    if (known === undefined) return undefined
    this.#streams.delete(stream)
    this.#streams.set(stream, known)
    return known
  }

  /** Events that follow those known; or, with `anew`, all that is to be known of the stream. */
  learn(
    stream: string,
    events: ReadonlyArray<KnownEvent & { readonly id: string }>,
    last: number | undefined,
    anew: boolean,
  ): KnownStream {
    if (anew) this.forget(stream)
    const known = this.get(stream) ?? { last, ids: new Map<string, KnownEvent>() }
    this.#streams.set(stream, known)
    const before = known.ids.size
    for (const { id, revision, position } of events) known.ids.set(id, { revision, position })
    for (const id of known.ids.keys()) {
      if (known.ids.size <= this.#perStream) break
      known.ids.delete(id)
    }
    this.#count += known.ids.size - before
    if (last === undefined || known.last === undefined || last > known.last) known.last = last
    for (const oldest of this.#streams.keys()) {
      if (this.#count <= this.#inAll || oldest === stream) break
      this.forget(oldest)
    }
    return known
  }

  forget(stream: string): void {
    this.#count -= this.#streams.get(stream)?.ids.size ?? 0
    this.#streams.delete(stream)
  }
}
