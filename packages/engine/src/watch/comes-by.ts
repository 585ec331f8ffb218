import type { Clock } from '@parley/runtime'
import type { Watch } from './watch.ts'

/** Whether a revision comes by while a watch holds; false after so many milliseconds. */
export const comesBy = (
  watch: Watch,
  revision: number,
  clock: Pick<Clock, 'later'>,
  within: number,
): Promise<boolean> => {
  if ((watch.held?.at(-1)?.revision ?? -1) >= revision) return Promise.resolve(true)
  if (watch.ended || watch.overflowed) return Promise.resolve(false)
  return new Promise((resolve) => {
    const settle = (came: boolean): void => {
      cancel()
      watch.awaited = undefined
      resolve(came)
    }
    const cancel = clock.later(within, () => settle(false))
    watch.awaited = { revision, come: () => settle(!watch.ended && !watch.overflowed) }
  })
}
