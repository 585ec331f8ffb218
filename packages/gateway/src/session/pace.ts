/** Whether a session's socket has room for answers. Who asks it is told when that is so again. */
export interface Pace {
  readonly hasRoom: () => boolean
  /** Calls back once, when there is room; never where the session ends before. */
  readonly whenRoom: (call: () => void) => void
  /** Resolves when there is room; never where the session ends before. */
  readonly room: () => Promise<void>
  /** To be called where there may be room again. */
  readonly look: () => void
  /** There is no room any more: forgets everybody who waits. */
  readonly end: () => void
}

export const pace = (isSlow: () => boolean): Pace => {
  let waiting: Array<() => void> = []
  let ended = false
  // Whoever is gone takes nothing: nothing is read for them any more.
  const hasRoom = (): boolean => !ended && !isSlow()
  const whenRoom: Pace['whenRoom'] = (call) => {
    if (hasRoom()) call()
    else waiting.push(call)
  }
  return {
    hasRoom,
    whenRoom,
    room: () => new Promise((resolve) => whenRoom(resolve)),
    look: () => {
      const calls = waiting
      waiting = []
      // What one of them says may take the room of the next.
      for (const call of calls) whenRoom(call)
    },
    end: () => {
      ended = true
      waiting = []
    },
  }
}

/** Runs pieces of work in their order: so many at once, each begun when there is room for what it will say. */
export const paced = ({ hasRoom, whenRoom }: Pace, atOnce: number): ((work: () => Promise<void>) => void) => {
  const waiting: Array<() => Promise<void>> = []
  let underWay = 0
  let called = false
  const next = (): void => {
    while (underWay < atOnce && hasRoom()) {
      const work = waiting.shift()
      if (work === undefined) return
      underWay += 1
      void work().finally(() => {
        underWay -= 1
        next()
      })
    }
    if (waiting.length === 0 || underWay >= atOnce || called) return
    called = true
    whenRoom(() => {
      called = false
      next()
    })
  }
  return (work) => {
    waiting.push(work)
    next()
  }
}
