import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import { shared } from './generated.ts'
import { largestEventOf } from './largest-event.ts'

/** What is known of an append after it was sent once. Numbers as the server gave them: revision -1 is no stream. */
export type AppendResponse =
  | { readonly _tag: 'written'; readonly revision: number; readonly position: number | undefined }
  | { readonly _tag: 'conflict'; readonly actual: number }
  | { readonly _tag: 'deleted' }
  | { readonly _tag: 'denied'; readonly cause: string }
  | { readonly _tag: 'too-large'; readonly most: number }
  /** The server did not take it: starting, without quorum, busy, or unreachable. Nothing was written. */
  | { readonly _tag: 'refused'; readonly cause: string }
  /** Written, or not, or yet to be. */
  | { readonly _tag: 'in-doubt'; readonly cause: string }

const wrongVersion = 'event_store.client.WrongExpectedVersion'
const tooLarge = 'event_store.client.MaximumAppendSizeExceeded'
const eventTooLarge = 'event_store.client.MaximumAppendEventSizeExceeded'
const notTaken = ['Server Is Not Ready', 'Server Is Busy', 'No leader info available']

/** Reads the server's answer to one append of a batch call. */
export const responseOf = (response: BatchAppendResp): AppendResponse => {
  const error = response.getError()
  if (error === undefined) {
    const success = response.getSuccess()
    const position = success?.getPosition()?.getCommitPosition()
    return {
      _tag: 'written',
      revision: success?.hasCurrentRevision() ? Number(success.getCurrentRevision()) : -1,
      position: position === undefined ? undefined : Number(position),
    }
  }
  const details = error.getDetails()
  const typeName = details?.getTypeName() ?? ''
  if (typeName === wrongVersion) {
    const wrong = details?.unpack((bytes) => shared.WrongExpectedVersion.deserializeBinary(bytes), typeName)
    return {
      _tag: 'conflict',
      actual: wrong?.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : -1,
    }
  }
  if (typeName === tooLarge) {
    const size = details?.unpack(
      (bytes) => shared.MaximumAppendSizeExceeded.deserializeBinary(bytes),
      typeName,
    )
    return { _tag: 'too-large', most: size?.getMaxappendsize() ?? 0 }
  }
  if (typeName === eventTooLarge)
    return { _tag: 'too-large', most: largestEventOf(details?.getValue_asU8() ?? new Uint8Array()) }
  const cause = error.getMessage() || typeName
  if (typeName === 'event_store.client.StreamDeleted') return { _tag: 'deleted' }
  if (typeName === 'event_store.client.AccessDenied') return { _tag: 'denied', cause }
  return { _tag: notTaken.some((known) => cause.includes(known)) ? 'refused' : 'in-doubt', cause }
}
