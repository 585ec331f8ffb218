import { type Clock, systemClock } from '../clock.ts'

/** The time of the machine, but so many times as fast: what would be told after seconds is told in some milliseconds. */
export const quickClock = (times: number): Clock => ({
  now: () => systemClock.now(),
  elapsed: () => systemClock.elapsed() * times,
  later: (milliseconds, run) => systemClock.later(milliseconds / times, run),
})
