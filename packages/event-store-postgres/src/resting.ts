/** Resolves after so many milliseconds, or at once when `ended` is aborted. */
export const resting = (milliseconds: number, ended: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (ended.aborted) {
      resolve()
      return
    }
    const over = (): void => {
      clearTimeout(timer)
      ended.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(over, milliseconds)
    ended.addEventListener('abort', over)
  })
