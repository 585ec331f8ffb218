/** Waits for some work as long as a command may take; `late`: it is still under way. */
export type InTime = <A>(work: Promise<A>) => Promise<A | 'late'>

/** For so many milliseconds. */
export const inTimeOf =
  (milliseconds: number): InTime =>
  async (work) => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), milliseconds)
    })
    try {
      return await Promise.race([work, late])
    } finally {
      clearTimeout(timer)
    }
  }
