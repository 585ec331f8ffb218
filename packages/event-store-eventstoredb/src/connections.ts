import type { Connection } from './connection.ts'

/** A connection lent for one use. To be given back once; `broken`: it is not to be lent again. */
export interface Lease {
  readonly connection: Connection
  readonly giveBack: (broken: boolean) => void
}

interface Entry {
  readonly connection: Connection
  uses: number
  retired: boolean
}

/**
 * The connections for one purpose. A connection carries about a hundred calls; those above that wait in silence, so
 * no more than `capacity` are put on one. A broken one is replaced as a whole, so that nothing of it lingers and the
 * next finds its node anew; what still runs on it may end in peace.
 */
export class Connections {
  readonly #connect: () => Connection
  readonly #capacity: number
  readonly #entries = new Set<Entry>()
  readonly #closing = new Set<Promise<void>>()

  constructor(connect: () => Connection, capacity: number) {
    this.#connect = connect
    this.#capacity = capacity
  }

  take(): Lease {
    let entry = [...this.#entries].find(({ uses, retired }) => !retired && uses < this.#capacity)
    if (entry === undefined) {
      entry = { connection: this.#connect(), uses: 0, retired: false }
      this.#entries.add(entry)
    }
    const taken = entry
    taken.uses += 1
    let given = false
    return {
      connection: taken.connection,
      giveBack: (broken) => {
        if (given) return
        given = true
        taken.uses -= 1
        taken.retired ||= broken
        const spare = [...this.#entries].some((other) => other !== taken && !other.retired)
        if (taken.uses === 0 && (taken.retired || spare)) this.#end(taken)
      },
    }
  }

  /** Ends all of them, and what runs on them. */
  async close(): Promise<void> {
    for (const entry of this.#entries) this.#end(entry)
    await Promise.allSettled(this.#closing)
  }

  #end(entry: Entry): void {
    if (!this.#entries.delete(entry)) return
    const closing = entry.connection.close().finally(() => this.#closing.delete(closing))
    closing.catch(() => undefined)
    this.#closing.add(closing)
  }
}
