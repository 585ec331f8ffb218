/** Something in a file that is not as it should be. `line` counts from 1. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly what: string
  /** skipped: the line is not imported; mended: it is, and what could not be read was replaced. */
  readonly consequence: 'skipped' | 'mended'
}
