/** Whether a session's socket has room for answers. Who asks it is told when that is so again. */
export class Pace {
  readonly #socket: { readonly isFull: () => boolean }
  #waiting: Array<() => void> | undefined
  #ended = false

  /** `isFull`: whether so much waits in the socket that nothing more is to be read for it. */
  constructor(socket: { readonly isFull: () => boolean }) {
    this.#socket = socket
  }

  hasRoom(): boolean {
    // Whoever is gone takes nothing: nothing is read for them any more.
    return !this.#ended && !this.#socket.isFull()
  }

  /** Calls back once, when there is room; never where the session ends before. */
  whenRoom(call: () => void): void {
    if (this.hasRoom()) call()
    else if (this.#waiting === undefined) this.#waiting = [call]
    else this.#waiting.push(call)
  }

  /** Resolves when there is room; never where the session ends before. */
  room(): Promise<void> {
    return new Promise((resolve) => this.whenRoom(resolve))
  }

  /** To be called where there may be room again. */
  look(): void {
    const calls = this.#waiting ?? []
    this.#waiting = undefined
    // What one of them says may take the room of the next.
    for (const call of calls) this.whenRoom(call)
  }

  /** There is no room any more: forgets everybody who waits. */
  end(): void {
    this.#ended = true
    this.#waiting = undefined
  }
}

/** Runs pieces of work in their order: so many at once, each begun when there is room for what it will say. */
export class Paced {
  readonly #pace: Pick<Pace, 'hasRoom' | 'whenRoom'>
  readonly #atOnce: number
  #waiting: Array<() => Promise<void>> | undefined
  #underWay = 0
  #called = false

  constructor(pace: Pick<Pace, 'hasRoom' | 'whenRoom'>, atOnce: number) {
    this.#pace = pace
    this.#atOnce = atOnce
  }

  run(work: () => Promise<void>): void {
    if (this.#waiting === undefined) this.#waiting = [work]
    else this.#waiting.push(work)
    this.#next()
  }

  #next(): void {
    while (this.#underWay < this.#atOnce && this.#pace.hasRoom()) {
      const work = this.#take()
      if (work === undefined) return
      this.#underWay += 1
      void work().finally(() => {
        this.#underWay -= 1
        this.#next()
      })
    }
    if (this.#waiting === undefined || this.#underWay >= this.#atOnce || this.#called) return
    this.#called = true
    this.#pace.whenRoom(() => {
      this.#called = false
      this.#next()
    })
  }

  #take(): (() => Promise<void>) | undefined {
    const work = this.#waiting?.shift()
    if (this.#waiting?.length === 0) this.#waiting = undefined
    return work
  }
}
