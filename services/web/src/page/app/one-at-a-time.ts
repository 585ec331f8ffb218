/** Work that is asked for more often than it can be done. */
export interface OneAtATime {
  /** Does the work once from now on: at once, or when what is under way is done, however often it is asked for till then. */
  readonly again: () => void
  readonly isUnderWay: () => boolean
}

/** Has work done one at a time. It is to handle its own errors. */
export const oneAtATime = (work: () => Promise<void>): OneAtATime => {
  let isUnderWay = false
  let isAskedFor = false
  const run = async (): Promise<void> => {
    isUnderWay = true
    while (isAskedFor) {
      isAskedFor = false
      await work()
    }
    isUnderWay = false
  }
  return {
    again: () => {
      isAskedFor = true
      if (!isUnderWay) void run()
    },
    isUnderWay: () => isUnderWay,
  }
}
