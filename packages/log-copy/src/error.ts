import type { StoreError } from '@parley/event-store'

export type Side = 'source' | 'target'

/** Why a copy ended before it was whole. What was written stays, and the same copy again goes on from there. */
export type CopyError =
  | { readonly _tag: 'StoreFailed'; readonly side: Side; readonly error: StoreError }
  /** The target holds what is no beginning of the source. */
  | { readonly _tag: 'Differs'; readonly stream: string; readonly what: string }
  /** A revision is missing in the order of a log: later events can't get the revisions that they have. */
  | { readonly _tag: 'Incomplete'; readonly side: Side; readonly stream: string; readonly missing: number }
  /** Whoever asked for it said to stop. */
  | { readonly _tag: 'Stopped' }

export const explainCopyError = (error: CopyError): string => {
  switch (error._tag) {
    case 'StoreFailed':
      return `the ${error.side} failed: ${JSON.stringify(error.error)}`
    case 'Differs':
      return `the target holds another ${error.stream}: ${error.what}`
    case 'Incomplete':
      return `revision ${error.missing} of ${error.stream} is kept no more in the ${error.side}`
    case 'Stopped':
      return 'stopped'
    default:
      return error satisfies never
  }
}
