/** How far a build is, by positions of the log, which are what it has to pass. */
export interface BuildProgress {
  readonly schema: string
  readonly position: number
  /** Where the log ends, as far as it was looked at. */
  readonly end: number
  /** Events a second, over the last ten seconds. */
  readonly rate: number
  /** Null until it can be told. */
  readonly secondsLeft: number | null
}

/**
 * Reckons the time that is left from how far a build came in the time that it took. `begin`: where it began now, which
 * is not the log's beginning where it was stopped before. `seconds`: since then.
 */
export const secondsLeft = (begin: number, position: number, end: number, seconds: number): number | null => {
  if (position >= end) return 0
  const done = position - begin
  return done <= 0 || seconds <= 0 ? null : ((end - position) * seconds) / done
}
