/** Something in a file that was not taken as it stands. `line` counts from 1. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly what: string
  /** skipped: what stands there is not imported; mended: it is, but not as it stands. */
  readonly consequence: 'skipped' | 'mended'
}
