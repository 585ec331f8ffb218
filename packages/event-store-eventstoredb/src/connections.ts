import type { Connection } from './connection.ts'

/** A connection lent for one use. To be given back once; `broken`: it is not to be lent again. */
export interface Lease {
  readonly connection: Connection
  readonly giveBack: (broken: boolean) => void
}

interface Pooled {
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
  readonly #pool = new Set<Pooled>()
  readonly #closing = new Set<Promise<void>>()

  constructor(connect: () => Connection, capacity: number) {
    this.#connect = connect
    this.#capacity = capacity
  }

  take(): Lease {
    let pooled = [...this.#pool].find(({ uses, retired }) => !retired && uses < this.#capacity)
    if (pooled === undefined) {
      pooled = { connection: this.#connect(), uses: 0, retired: false }
      this.#pool.add(pooled)
    }
    const taken = pooled
    taken.uses += 1
    let given = false
    return {
      connection: taken.connection,
      giveBack: (broken) => {
        if (given) return
        given = true
        taken.uses -= 1
        taken.retired ||= broken
        const spare = [...this.#pool].some((other) => other !== taken && !other.retired)
        if (taken.uses === 0 && (taken.retired || spare)) this.#end(taken)
      },
    }
  }

  /** Ends all of them, and what runs on them. */
  async close(): Promise<void> {
    for (const pooled of this.#pool) this.#end(pooled)
    await Promise.allSettled(this.#closing)
  }

  #end(pooled: Pooled): void {
    if (!this.#pool.delete(pooled)) return
    const closing = pooled.connection.close().finally(() => this.#closing.delete(closing))
    closing.catch(() => undefined)
    this.#closing.add(closing)
  }
}
