/** The token is none, has run out, or is not signed by whom it should be. */
export interface AuthenticationFailed {
  readonly _tag: 'AuthenticationFailed'
  readonly reason: string
  /** What may help: the same token `later`, or one that is `renewed`. Absent: neither. */
  readonly passing?: 'later' | 'renewed'
}

/** A failure for good. */
export const failed = (reason: string): AuthenticationFailed => ({ _tag: 'AuthenticationFailed', reason })
