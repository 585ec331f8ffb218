/** How a check went. `output` says why, where it did not pass. */
export interface Outcome {
  readonly ok: boolean
  readonly output: string
}
