/** How much a process holds and takes for one stream. */
export interface StreamLimits {
  /** The rows that stay from one round of commands to the next. */
  readonly rows: number
  /** The latest events that are held to bring rows up to date. */
  readonly tail: number
  /** The events in a page read from the log. */
  readonly page: number
  /** A state that is more events than this behind the projection begins anew from the projection. */
  readonly gap: number
  /** The commands that may wait of people who are known to belong. */
  readonly waiting: number
  /** The commands that may wait of people of whom that is not known. */
  readonly waitingOutside: number
  /** The commands that go into one append. */
  readonly batch: number
  /** The bytes of JSON that go into one append; below what the log takes. */
  readonly batchBytes: number
  /** How often a round is decided again, because others wrote to the stream, before it gives up. */
  readonly tries: number
  /** The milliseconds that a round may take until its commands are answered, whatever the stores do. */
  readonly answerWithin: number
}

export const streamLimits: StreamLimits = {
  rows: 4_096,
  tail: 8_192,
  page: 512,
  gap: 2_048,
  waiting: 4_096,
  waitingOutside: 1_024,
  batch: 256,
  batchBytes: 900 * 1024,
  tries: 64,
  answerWithin: 5_000,
}
